// RUN: %check %s coro-dangling-state

// An eager coroutine runs already: a way out that forgets it, and one that
// nobody holds.

#include "eager.h"
#include "coro.h"

eager count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> forgotten(bool stop) {
  int n = 0;
  auto t = count(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'count' refers to 'n', which may end before it does
  if (stop)
    co_return;
  co_await t;
}

void dropped() {
  int n = 0;
  count(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'count' refers to 'n', which {{(may end|ends)}} before it does
}
