// RUN: %check %s coro-stale-write --suffix=UNKNOWN
// RUN: %check %s coro-stale-write -o AsyncLocks=gate::enter

// Other names for a lock are an option.

#include "coro.h"

struct gate {
  coro::pause_awaiter enter();
};

gate one_at_a_time;
int total;

task<> update() {
  co_await one_at_a_time.enter();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  // CHECK-MESSAGES-UNKNOWN: :[[@LINE-1]]:3: warning: 'total' is written from
}
