// RUN: %check %s coro-unsequenced-await

// Nobody changes it meanwhile: locals, parameters by value, constants, globals
// that are never written.

#include "coro.h"

const int limit = 10;
static int never_written = 3;

task<int> fibonacci(int n) {
  if (n < 2)
    co_return n;
  int local = 1;
  co_return local + co_await fibonacci(n - 1) + co_await fibonacci(n - 2) + n;
}

task<int> constants() {
  co_return limit + never_written + co_await coro::read();
}
