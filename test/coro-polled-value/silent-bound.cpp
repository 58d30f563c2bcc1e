// A bound is compared with something that the coroutine changes.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value -o MinConfidence=low

#include "coro.h"

task<> counted(int count) {
  for (int i = 0; i < count; ++i)
    co_await coro::yield();
}
generator<int> range(int start, int end) {
  while (start < end)
    co_yield start++;
}
task<> position(unsigned end) {
  unsigned pos = 0;
  while (pos != end)
    pos += co_await coro::read();
}
task<> computed(int limit, int depth) {
  int n = 0;
  while (n < limit - depth)
    n += co_await coro::read();
}
task<> exits(int limit) {
  int n = 0;
  while (true) {
    if (n >= limit)
      co_return;
    n += co_await coro::read();
  }
}
task<> bothOwn(int from, int to) {
  while (from < to) {
    co_await coro::yield();
    ++from;
  }
}
task<> notTheLast(int count, bool comma) {
  for (int i = 0; i < count; ++i) {
    co_await coro::yield();
    if (comma)
      print(",");
  }
}
