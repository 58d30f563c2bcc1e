// RUN: %check %s coro-unsequenced-await

// An argument by reference is not read before the call; what an awaited call is
// given is read by then.

#include "coro.h"

int total;
void add(int &sum, int n);
task<int> next(int n);

task<> by_reference() { add(total, co_await coro::read()); }

task<int> awaited_twice() {
  total = 0;
  co_return co_await next(total) + co_await next(total);
}
