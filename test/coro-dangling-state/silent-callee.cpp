// RUN: %check %s coro-dangling-state -o MinConfidence=low

// The callee waits for what it starts.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> both(int &n) { co_await coro::when_all(count(n), count(n)); }

task<> group(int &n) {
  coro::task_group g;
  g.spawn(count(n));
  co_await g.join();
}

void run(task<> t) { coro::sync_wait(coro::move_(t)); }

task<> caller() {
  int n = 0;
  co_await both(n);
  co_await group(n);
  run(count(n));
}
