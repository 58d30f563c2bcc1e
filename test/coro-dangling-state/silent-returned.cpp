// RUN: %check %s coro-dangling-state -o MinConfidence=low

// A returned task that refers to what the caller owns, and coroutines, whose
// parameters live in the frame.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> lent(int &n) { return count(n); }

task<> own(int n) { co_await count(n); }

task<> caller() {
  int n = 0;
  co_await lent(n);
  co_await own(n);
}
