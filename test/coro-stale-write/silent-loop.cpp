// RUN: %check %s coro-stale-write

// Each round reads anew.

#include "coro.h"

int total;

task<> read_in_each_round(int rounds) {
  for (int i = 0; i < rounds; ++i) {
    int n = co_await coro::read();
    int count = total;
    total = count + n;
  }
}

task<> retried_until_nobody_interfered() {
  while (true) {
    int old = total;
    int n = co_await coro::read();
    if (total != old)
      continue;
    total = old + n;
    co_return;
  }
}
