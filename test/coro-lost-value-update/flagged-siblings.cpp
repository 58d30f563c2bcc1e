// (b) Two coroutines that run beside each other get the same variable, and one
// changes its copy after a suspension.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"

task<> writer(int counter, bool should_continue) {
  while (should_continue) {
    ++counter;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'writer' changes its copy of 'counter'
    print(counter);
    if (counter > 5)
      should_continue = false;
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: coroutine 'writer' changes its copy of 'should_continue'
    co_await coro::yield();
  }
}

task<> reader(int counter, bool should_continue) {
  while (should_continue) {
    print(counter);
    co_await coro::yield();
  }
}

task<> both() {
  int counter = 0;
  bool should_continue = true;
  co_await coro::when_all(writer(counter, should_continue),
                          reader(counter, should_continue));
}

task<> spawnedWriter(bool stop) {
  co_await coro::yield();
  stop = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'spawnedWriter' changes its copy of 'stop'
  print(stop ? "stop" : "go");
}
task<> spawnedReader(bool stop) {
  while (!stop)
    co_await coro::yield();
}
void starts() {
  bool stop = false;
  coro::spawn(spawnedWriter(stop));
  coro::spawn(spawnedReader(stop));
}

task<> sameTwice(int budget) {
  while (budget > 0) {
    print(budget);
    budget -= co_await coro::read();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'sameTwice' changes its copy of 'budget'
  }
}
task<> twice() {
  int budget = 100;
  co_await coro::gather(sameTwice(budget), sameTwice(budget));
}

// Each round of the loop starts one with a copy of the same variable.
task<> accumulates(int total) {
  for (int i = 0; i < 3; ++i) {
    total += co_await coro::read();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'accumulates' changes its copy of 'total'
    print(total);
  }
}
// A variable of each round's own is nobody else's.
task<> ofOneRound(int id) {
  co_await coro::yield();
  id *= 10;
  print(id);
}
void startsMany() {
  int total = 0;
  for (int i = 0; i < 3; ++i)
    coro::spawn(accumulates(total));
  for (int i = 0; i < 3; ++i)
    coro::spawn(ofOneRound(i));
  for (int i = 0; i < 3; ++i) {
    int id = i * 2;
    coro::spawn(ofOneRound(id));
  }
}
