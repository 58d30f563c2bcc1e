// The changed value is passed on to a call, and no call site says that the
// caller waits for the change.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <string>
#include <vector>

task<bool> tryOnce();
task<> write(const std::string &text);
task<> consume(std::vector<int> values);

task<> retry(int backoff) {
  while (!co_await tryOnce()) {
    co_await coro::sleep(backoff);
    backoff *= 2;
  }
}
task<> newline(std::string text) {
  text += "\n";
  co_await write(text);
}
task<> given(std::vector<int> values) {
  values.push_back(1);
  co_await consume(std::move(values));
}
task<> table(int *slots, int idx) {
  slots[idx] = idx;
  co_await coro::yield();
  ++idx;
  slots[idx] = idx;
}
task<> bound(int expect, int tolerance) {
  expect -= tolerance;
  int seen = 0;
  while (seen < expect)
    seen += co_await coro::read();
}
task<> size(int count) {
  co_await coro::yield();
  ++count;
  std::vector<int> slots(count);
  int *more = new int[count];
  delete[] more;
}

task<> caller(int delay) {
  co_await retry(delay);
  co_await newline("hello");
}
