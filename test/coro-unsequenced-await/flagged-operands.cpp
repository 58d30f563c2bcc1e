// RUN: %check %s coro-unsequenced-await

// A read of shared state and a suspension in two operands without an order; the
// path and the cure.

#include "coro.h"

int total;

task<> sum() {
  total = total + co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: whether 'total' is read before or after the coroutine is suspended is unspecified
  // CHECK-NOTES: :[[@LINE-2]]:11: note: 'total' is read here
  // CHECK-NOTES: :[[@LINE-3]]:19: note: the coroutine is suspended here
  // CHECK-NOTES: :[[@LINE-7]]:5: note: 'total' is declared here
  // CHECK-NOTES: :[[@LINE-5]]:19: note: await in a statement of its own before this one, and keep the result in a local
}
