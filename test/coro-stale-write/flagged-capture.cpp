// RUN: %check %s coro-stale-write

// Lambdas that capture one variable by reference, or this.

#include "coro.h"

task<> captured() {
  int count = 0;
  auto one = [&]() -> task<> {
    int old = count;
    co_await coro::yield();
    count = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'count' is written from
  };
  auto two = [&]() -> task<> {
    co_await coro::yield();
    ++count;
  };
  co_await coro::when_all(one(), two());
}

class server {
  int open = 0;
  void close() { --open; }
  task<> accept() {
    auto handler = [this]() -> task<> {
      int old = open;
      co_await coro::yield();
      open = old + 1;
      // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'open' is written from
    };
    co_await handler();
    close();
  }
};
