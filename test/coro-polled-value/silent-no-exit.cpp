// The value steers no exit, or nothing is waited for.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value -o MinConfidence=low

#include "coro.h"

task<> logs(bool verbose) {
  while (true) {
    if (verbose)
      print("working");
    co_await coro::yield();
  }
}
task<> skips(bool quiet) {
  while (true) {
    co_await coro::yield();
    if (quiet)
      continue;
    print("working");
  }
}
task<> atTheStart(bool stop) {
  if (stop)
    co_return;
  co_await coro::yield();
}
task<int> chooses(bool twice) {
  int n = co_await coro::read();
  if (twice)
    co_return n * 2;
  co_return n;
}
task<> busy(bool running) {
  int n = 0;
  while (running && n < 10)
    ++n;
  co_await coro::yield();
}
task<> neverSuspends(bool running) {
  int n = 0;
  while (running) {
    co_await coro::ready();
    if (++n > 3)
      break;
  }
}
task<> inner(bool sorted) {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      if (sorted && j > i)
        break;
      print(j);
    }
    co_await coro::yield();
  }
}
