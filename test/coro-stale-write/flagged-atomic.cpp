// RUN: %check %s coro-stale-write

// An atomic makes each access safe, and not the two together.

#include "coro.h"
#include <atomic>

std::atomic<int> count;

task<> load_and_store() {
  count.store(count.load() + co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'count' is written from
}

task<> conversion_and_assignment() {
  int old = count;
  co_await coro::yield();
  count = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'count' is written from
}
