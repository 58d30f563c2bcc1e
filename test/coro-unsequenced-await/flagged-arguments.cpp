// RUN: %check %s coro-unsequenced-await

// Arguments of one call.

#include "coro.h"

int total;
void log(int, int);
struct file {
  void write(int, int);
};

task<> function() {
  total = 1;
  log(total, co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: whether 'total' is read before or after
}

task<> method(file &f) {
  f.write(co_await coro::read(), total);
  // CHECK-MESSAGES: :[[@LINE-1]]:34: warning: whether 'total' is read before or after
}
