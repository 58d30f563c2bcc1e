// RUN: %check %s coro-dangling-state -o MinConfidence=low

// An eager coroutine that looks at the reference only before its first
// suspension, and one that is awaited on every way out.

#include "eager.h"
#include "coro.h"

eager early(int &n) {
  ++n;
  co_await coro::yield();
}

eager count(int &n) {
  co_await coro::yield();
  ++n;
}

void dropped() {
  int n = 0;
  early(n);
}

task<> joined(bool stop) {
  int n = 0;
  auto t = count(n);
  if (stop) {
    co_await t;
    co_return;
  }
  co_await coro::yield();
  co_await t;
}

void blocks() {
  int n = 0;
  auto t = count(n);
  t.get();
}
