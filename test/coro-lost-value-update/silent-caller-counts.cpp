// A caller's own loop counter: it is read after the call, and it is the caller
// that counts it. A variable that the caller sets anew before it reads it, and
// one that it only passes by value once more.
// RUN: %check %s coro-lost-value-update -o MinConfidence=medium

#include "coro.h"

static task<> step(int id) {
  id *= 10;
  co_await coro::yield();
  print(id);
}
static task<> scratch(int value) {
  value += co_await coro::read();
  print(value);
}
static task<> again(int value) {
  value += co_await coro::read();
  print(value);
}

task<> caller() {
  for (int i = 0; i < 3; ++i)
    co_await step(i);
  int value = 1;
  co_await scratch(value);
  value = 2;
  print(value);
  int other = 3;
  co_await again(other);
  co_await again(other);
}
