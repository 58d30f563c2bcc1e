// RUN: %check %s coro-stale-write

// A generator is suspended by co_yield.

#include "coro.h"

int last;

generator<int> numbers() {
  while (true) {
    int next = last + 1;
    co_yield next;
    last = next;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'last' is written from
  }
}
