// A mode: every visible call passes a literal or a constant.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value -o MinConfidence=low

#include "coro.h"

static task<> loop(bool again) {
  do {
    co_await coro::yield();
  } while (again);
}
static task<> defaulted(bool again = false) {
  do {
    co_await coro::yield();
  } while (again);
}

constexpr bool always = true;
task<> caller() {
  const bool once = false;
  co_await loop(true);
  co_await loop(always);
  co_await loop(once);
  co_await defaulted();
}
