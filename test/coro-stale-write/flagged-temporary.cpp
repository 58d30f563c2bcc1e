// RUN: %check %s coro-stale-write

// A part of a temporary holds what the temporary was made from.

#include "coro.h"

struct range {
  int from, to;
};
range around(int n);

int total;
task<> f() {
  int next = around(total).to;
  co_await coro::yield();
  total = next;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from a value
}
