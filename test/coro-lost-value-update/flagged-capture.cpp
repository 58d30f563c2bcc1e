// A mutable lambda's copies are lost like parameters.
// RUN: %check %s coro-lost-value-update

#include "coro.h"

task<> caller() {
  int hits = 0;
  int seen = 0;
  auto dead = [hits]() mutable -> task<> {
    co_await coro::yield();
    ++hits;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'lambda in caller' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
  };
  co_await dead();
  auto counts = [=]() mutable -> task<> {
    seen = 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'lambda in caller' changes its copy of 'seen'; the caller never sees the change [coro-lost-value-update]
    print(seen);
    co_await coro::yield();
  };
  co_await counts();
  print(seen);
}
