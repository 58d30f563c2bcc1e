// RUN: %check %s coro-check-then-act

// An atomic's load and its later fetch_add are about the same value, whatever
// their arguments are.

#include "coro.h"
#include <atomic>

std::atomic<int> running;

task<bool> enter() {
  if (running.load() >= 4)
    co_return false;
  co_await coro::yield();
  running.fetch_add(1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'running' is changed on the strength of a test
  co_return true;
}

task<bool> enterAtOnce() {
  int seen = running.load();
  while (seen < 4)
    if (running.compare_exchange_weak(seen, seen + 1)) {
      co_await coro::yield();
      co_return true;
    }
  co_return false;
}
