// RUN: %check %s coro-stale-write

// A strand keeps threads apart, and no coroutines: during a suspension others
// run on it.

#include "coro.h"

namespace asio {
struct strand {};
coro::pause_awaiter post(strand &s);
coro::pause_awaiter dispatch(strand &s);
} // namespace asio

asio::strand serial;
int total;

task<> update() {
  co_await asio::dispatch(serial);
  int old = total;
  co_await coro::yield();
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}
