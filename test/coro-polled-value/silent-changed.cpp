// The coroutine changes it, or lets somebody else do so.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value -o MinConfidence=low

#include "coro.h"

void watch(bool *flag);

task<> own(bool running) {
  while (running)
    running = co_await coro::read() != 0;
}
task<> counts(int n) {
  while (n)
    n -= co_await coro::read();
}
task<> handed(bool stop) {
  watch(&stop);
  while (!stop)
    co_await coro::yield();
}
task<> captured(bool stop) {
  auto stopper = [&stop] { stop = true; };
  while (!stop) {
    co_await coro::yield();
    stopper();
  }
}
