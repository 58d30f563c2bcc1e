// Every visible call passes an rvalue, a literal, a constant or a default: there
// is nobody who could wait for the change.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <string>

static int compute() { return 4; }

static task<> literal(int hits) {
  co_await coro::yield();
  ++hits;
}
static task<> defaulted(int hits = 0) {
  co_await coro::yield();
  ++hits;
}
static task<> temporary(std::string log) {
  co_await coro::yield();
  log += "x";
}
static task<> constant(int hits) {
  co_await coro::yield();
  ++hits;
}
static task<> movedIn(std::string log) {
  co_await coro::yield();
  log += "x";
}

task<> caller() {
  const int zero = 0;
  std::string text = "a";
  co_await literal(1);
  co_await literal(compute());
  co_await defaulted();
  co_await temporary("hello");
  co_await constant(zero);
  co_await movedIn(std::move(text));
  auto generated = [n = 0]() mutable -> task<> {
    ++n;
    co_await coro::yield();
  };
  co_await generated();
}
