// RUN: %check %s coro-stale-write

// An await that never suspends, and a function that is no coroutine.

#include "coro.h"

int total;

task<> ready() {
  int old = total;
  co_await coro::ready();
  total = old + 1;
}

int plain() {
  int old = total;
  total = old + 1;
  return old;
}
