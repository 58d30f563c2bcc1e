// RUN: %check %s coro-unsequenced-await

// Every operator that takes its operands in no order, on either side, however
// deep in an operand.

#include "coro.h"

int total;

task<int> right() {
  total = 0;
  co_return total * co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: whether 'total' is read before or after
}

task<int> left() {
  co_return co_await coro::read() - total;
  // CHECK-MESSAGES: :[[@LINE-1]]:37: warning: whether 'total' is read before or after
}

task<> condition() {
  if (total < co_await coro::read())
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: whether 'total' is read before or after
    co_return;
}

task<int> deep(int n) {
  co_return (n + total * 2) + (1 - co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: whether 'total' is read before or after
}
