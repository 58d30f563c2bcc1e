// RUN: %check %s coro-stale-write

// A loop carries the old value round.

#include "coro.h"

int total;

task<> carried(int rounds) {
  int count = total;
  for (int i = 0; i < rounds; ++i) {
    count += co_await coro::read();
    total = count;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
  }
}

task<> from_the_round_before() {
  int last = 0;
  while (co_await coro::read()) {
    total = last + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
    last = total;
  }
}
