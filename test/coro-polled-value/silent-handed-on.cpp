// Where a function on the way hands a parameter on, it is its callers who pass a
// literal.
// RUN: %check %s coro-polled-value

#include "coro.h"

task<> poll(bool running) {
  while (running)
    co_await coro::read();
}
task<> start(bool running) { return poll(running); }
task<> caller() {
  co_await start(true);
  co_await start(true);
}
