// RUN: %check %s coro-unsequenced-await

// A constructor's arguments in parentheses have no order.

#include "coro.h"

struct entry {
  entry(int, int);
};

int total;
void note() { ++total; }

task<> temporary() {
  entry(total, co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: whether 'total' is read before or after
}

task<> variable() {
  entry e(co_await coro::read(), total);
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: whether 'total' is read before or after
}
