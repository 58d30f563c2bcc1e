// RUN: %check %s coro-dangling-state -o MinConfidence=high

// A lazy task that was resumed runs on from its first suspension, and uses what
// has ended by then.

#include "coro.h"
#include "resumable.h"

resumable late(int &n) {
  co_await coro::yield();
  ++n;
}

resumable resumed() {
  resumable t;
  {
    int n = 0;
    t = late(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: 'late' refers to 'n', which ends before it does
    t.resume();
  }
  co_await t;
}

resumable makeLate(int &n) {
  auto t = late(n);
  t.resume();
  return t;
}

resumable byCallee() {
  resumable t;
  {
    int n = 0;
    t = makeLate(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'late' refers to 'n', which ends before it does
  }
  co_await t;
}

// The task that the called function makes keeps the reference.
template <typename F> resumable runWith(F f, int &n) {
  auto t = f(n);
  co_await t;
}

template <typename F> resumable invoke(F f, int &n) {
  auto t = runWith(f, n);
  t.resume();
  return t;
}

resumable invoked() {
  resumable t;
  {
    int n = 0;
    t = invoke([](int &n) -> resumable {
      co_await coro::yield();
      ++n;
    }, n);
    // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'runWith' refers to 'n', which ends before it does
  }
  co_await t;
}

resumable early(int &n) {
  ++n;
  co_await coro::yield();
}

// Nothing of it has run yet.
resumable tooLate() {
  resumable t;
  {
    int n = 0;
    t = early(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'early' refers to 'n', which ends before it does
  }
  t.resume();
  co_await t;
}
