// RUN: %check %s coro-dangling-state
// RUN: %check %s coro-dangling-state --suffix=WAITS -o AbandoningCombinators=

// A combinator that gives a result when the first has ended leaves the others.

#include "coro.h"

namespace coro {
template <typename... Ts> task<> when_any(task<Ts>... tasks);
} // namespace coro

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> first() {
  int n = 0;
  co_await coro::when_any(count(n), coro::when_all());
  // CHECK-MESSAGES: :[[@LINE-1]]:33: warning: 'count' refers to 'n', which may end before it does
}
