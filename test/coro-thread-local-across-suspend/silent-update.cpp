// RUN: %check %s coro-thread-local-across-suspend

// Each thread counts for itself, or draws from its own generator: what is done
// after the suspension is done to the variable of whatever thread runs it.

#include "coro.h"
#include <random>
#include <string>

thread_local int resumed;
thread_local std::mt19937 numbers;
thread_local std::string trace;

task<> counted() {
  ++resumed;
  co_await coro::yield();
  ++resumed;
}

task<> loop() {
  for (int i = 0; i < 3; ++i) {
    resumed++;
    co_await coro::yield();
  }
}

task<> dice() {
  std::uniform_int_distribution<int> side(1, 6);
  print(side(numbers));
  co_await coro::yield();
  print(side(numbers));
}

task<> traced() {
  trace.append("a");
  co_await coro::yield();
  trace.append("b");
}
