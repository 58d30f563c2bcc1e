// RUN: %check %s coro-dangling-state

// What a local std::unique_ptr owns ends with it.

#include "coro.h"
#include <memory>

struct session {
  int bytes = 0;
  task<> serve() {
    co_await coro::yield();
    ++bytes;
  }
};

task<> count(int *n) {
  co_await coro::yield();
  ++*n;
}

void pointer() {
  auto n = std::make_unique<int>(0);
  coro::spawn(count(n.get()));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'count' refers to 'n', which ends before it does
}

void method() {
  auto s = std::make_unique<session>();
  coro::spawn(s->serve());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session::serve' refers to 's', which may end before it does
}
