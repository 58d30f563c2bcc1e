// Functions on the way to a coroutine: whose callers pass nothing that they hold
// themselves, or another variable each time, or do not look at it again; and
// functions that have a value of their own.
// RUN: %check %s coro-lost-value-update

#include "coro.h"

task<> work(int n) {
  print(n);
  co_await coro::yield();
  n += 2;
  print(n);
}
task<> start(int n) { return work(n); }
task<> startLocal(int seed) {
  int n = seed * 2;
  return work(n);
}
void loop() {
  for (int i = 0; i < 3; ++i)
    coro::spawn(start(i));
  for (int i = 0; i < 3; ++i)
    coro::spawn(startLocal(i));
}
void two() {
  coro::spawn(start(1));
  coro::spawn(start(2));
}

// Twice in one after the other, and nobody reads it.
task<> again(int value) {
  value += co_await coro::read();
  print(value);
}
task<> startAgain(int value) { return again(value); }
task<> caller() {
  int other = 3;
  co_await startAgain(other);
  co_await startAgain(other);
}

// It changes its own parameter first: what it hands on is no longer the caller's.
task<> normalised(int limit) {
  limit += co_await coro::read();
  print(limit);
}
task<> startNormalised(int limit) {
  if (limit < 1)
    limit = 1;
  return normalised(limit);
}
task<> callsNormalised() {
  int limit = 0;
  co_await startNormalised(limit);
  print(limit);
}

// A countdown is its own, whoever hands it on.
task<> times(int n) {
  while (n-- > 0)
    co_await coro::yield();
}
task<> startTimes(int n) { return times(n); }
task<> callsTimes() {
  int n = 3;
  co_await startTimes(n);
  print(n);
}

// A coroutine on the way that uses the value itself has it for itself.
task<> work2(int budget) {
  print(budget);
  budget += co_await coro::read();
  print(budget);
}
task<> spends(int budget) {
  print(budget);
  co_await work2(budget);
}
task<> callsSpends() {
  int budget = 0;
  co_await spends(budget);
  print(budget);
}
