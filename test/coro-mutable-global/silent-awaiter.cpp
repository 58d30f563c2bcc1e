// Awaiting a coroutine that uses a global does not repeat that one's finding,
// however the awaiter gets at it.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int counter;

task<> worker() {
  ++counter;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'counter' [coro-mutable-global]
  co_await coro::yield();
}

static task<> forwards() { return worker(); }

task<> awaits() { co_await worker(); }
task<> awaitsForwarded() { co_await forwards(); }
task<> awaitsAll() { co_await coro::when_all(worker(), awaits()); }
task<> starts() {
  coro::spawn(worker());
  co_await coro::yield();
}
