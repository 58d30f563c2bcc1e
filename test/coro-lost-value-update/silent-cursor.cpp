// A countdown or a cursor, whose only uses are its own updates and its loop's
// condition, whatever the call site.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"

task<> countdown(int n) {
  while (n-- > 0)
    co_await coro::yield();
}
task<> forLoop(int n) {
  for (; n > 0; --n)
    co_await coro::yield();
}
task<> cursor(int from, int to) {
  while (from < to) {
    co_await coro::yield();
    from += 2;
  }
}
task<> leaves(int attempts) {
  for (;;) {
    co_await coro::yield();
    if (--attempts == 0)
      co_return;
  }
}
task<> computed(int left) {
  while (left > 0)
    left = left - co_await coro::read();
}

task<> caller() {
  int n = 3;
  co_await countdown(n);
  print(n);
  co_await forLoop(n);
  print(n);
  co_await cursor(n, 9);
  print(n);
  co_await leaves(n);
  print(n);
  co_await computed(n);
  print(n);
}
