// RUN: %check %s coro-unsequenced-await

// A member that another method changes.

#include "coro.h"

class counter {
  int count = 0;
  void reset() { count = 0; }
  task<int> next() {
    co_return count + co_await coro::read();
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: whether 'count' is read before or after
  }
};
