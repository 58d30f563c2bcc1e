// RUN: %check %s coro-stale-write

// A local that another coroutine got hold of, which goes on meanwhile.

#include "coro.h"

task<> counts(int &n) {
  while (true) {
    co_await coro::yield();
    ++n;
  }
}

task<> starts() {
  int n = 0;
  coro::spawn(counts(n));
  int old = n;
  co_await coro::yield();
  n = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'n' is written from
  co_await coro::yield();
}
