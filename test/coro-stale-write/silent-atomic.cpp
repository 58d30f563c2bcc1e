// RUN: %check %s coro-stale-write

// Atomic updates look at the value again.

#include "coro.h"
#include <atomic>

std::atomic<int> count;

task<> added() { count.fetch_add(co_await coro::read()); }

task<> compared() {
  int old = count.load();
  int n = co_await coro::read();
  while (!count.compare_exchange_weak(old, old + n)) {
  }
}
