// RUN: %check %s coro-stale-write

// std::min refers to the temporary that it was given, which holds the old value.

#include "coro.h"
#include <algorithm>

struct bucket {
  int tokens = 0;
  const int most = 8;

  void take() { --tokens; }
  task<> refill();
  task<> refillAfterwards();
};

task<> bucket::refill() {
  int next = std::min(tokens + 1, most);
  co_await coro::yield();
  tokens = next;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'tokens' is written from a value that was read before the coroutine was suspended
}

task<> bucket::refillAfterwards() {
  co_await coro::yield();
  tokens = std::min(tokens + 1, most);
}
