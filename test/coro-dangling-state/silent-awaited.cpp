// RUN: %check %s coro-dangling-state -o MinConfidence=low

// What is awaited in the owner's scope has ended before the owner does.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> atOnce() {
  int n = 0;
  co_await count(n);
}

task<> together() {
  int a = 0, b = 0;
  co_await coro::when_all(count(a), count(b), count(a));
}

task<> storedFirst() {
  int n = 0;
  auto t = count(n);
  co_await coro::yield();
  co_await coro::move_(t);
}

// A lazy task that is destroyed before it starts does no harm.
task<> givenUp(bool stop) {
  int n = 0;
  auto t = count(n);
  if (stop)
    co_return;
  co_await coro::move_(t);
}

task<> temporary() {
  auto use = [](const int &n) -> task<> {
    co_await coro::yield();
    print(n);
  };
  co_await use(5);
}

void waited() {
  int n = 0;
  coro::sync_wait(count(n));
}
