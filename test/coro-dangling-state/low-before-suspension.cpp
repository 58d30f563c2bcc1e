// RUN: %check %s coro-dangling-state
// RUN: %check %s coro-dangling-state --suffix=LOW -o MinConfidence=low

// A lazy task may have run up to its first suspension when its spawner goes on.

#include "coro.h"

task<> early(int &n) {
  ++n;
  co_await coro::yield();
}

task<> spawns() {
  int n = 0;
  coro::spawn(early(n));
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:21: warning: 'early' refers to 'n', which may end before it does
  co_await coro::yield();
}
