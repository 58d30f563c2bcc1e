// RUN: %check %s coro-dangling-state

// A lambda's coroutine finds its captures in the closure, which is a temporary
// here: what it captures by copy is gone too.

#include "coro.h"

task<> byReference() {
  int n = 0;
  coro::spawn([&]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the lambda refers to the closure, which ends before it does
    co_await coro::yield();
    print(n);
  }());
  co_await coro::yield();
}

task<> byCopy(int n) {
  auto t = [n]() -> task<> {
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: the lambda refers to the closure, which ends before it does
    co_await coro::yield();
    print(n);
  }();
  co_await coro::move_(t);
}

task<> ofALocal() {
  int n = 0;
  auto go = [&n]() -> task<> {
    co_await coro::yield();
    print(n);
  };
  coro::spawn(go());
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: the lambda refers to 'go' and 'n', which end before it does
  co_await coro::yield();
}
