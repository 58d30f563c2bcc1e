// RUN: %check %s coro-dangling-state -o MinConfidence=low

// A closure that lives as long as its coroutine, or that is not needed.

#include "coro.h"

task<> awaited() {
  int n = 0;
  co_await [&]() -> task<> {
    co_await coro::yield();
    print(n);
  }();
}

task<> asParameter(int n) {
  coro::spawn([](int n) -> task<> {
    co_await coro::yield();
    print(n);
  }(n));
  co_await coro::yield();
}

task<> kept(int n) {
  auto go = [n]() -> task<> {
    co_await coro::yield();
    print(n);
  };
  auto t = go();
  co_await coro::move_(t);
}
