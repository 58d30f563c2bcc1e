// RUN: %check %s coro-stale-write -o MinConfidence=high

// Two of it run beside each other.

#include "coro.h"

struct state {
  int count = 0;
};

task<> worker(state &s) {
  int old = s.count;
  co_await coro::yield();
  s.count = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 's.count' is written from
}

task<> both() {
  state s;
  co_await coro::when_all(worker(s), worker(s));
  print(s.count);
}
