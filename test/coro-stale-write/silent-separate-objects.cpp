// RUN: %check %s coro-stale-write -o MinConfidence=high

// Two run beside each other, each on an object of its own.

#include "coro.h"

task<> worker(int &count) {
  int old = count;
  co_await coro::yield();
  count = old + 1;
}

task<> both() {
  int a = 0, b = 0;
  co_await coro::when_all(worker(a), worker(b));
  print(a + b);
}
