// (a) from callers of every kind: a method with its member, a global, a loop, a
// stored task, a lambda, a template; and after a second call.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"

task<> ofMember(int hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ofMember' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
struct Service {
  int hits = 0;
  task<> run() {
    co_await ofMember(hits);
    print(hits);
  }
};

task<> ofGlobal(int hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ofGlobal' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
static int global_hits;
task<> callsOfGlobal() {
  co_await ofGlobal(global_hits);
  print(global_hits);
}

task<> ofStoredTask(int hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ofStoredTask' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<> stores() {
  int hits = 0;
  auto kept = ofStoredTask(hits);
  co_await coro::move_(kept);
  print(hits);
}

task<> ofReference(int hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ofReference' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<> hasReference(int &hits) {
  co_await ofReference(hits);
  if (hits > 0)
    print("never");
}

template <typename T> task<> ofTemplate(T hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ofTemplate' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<int> callsTwice() {
  int hits = 0;
  co_await ofTemplate(hits);
  co_await ofTemplate(hits);
  co_return hits;
}

task<> callsLambda() {
  int hits = 0;
  auto count = [](int mine) -> task<> {
    ++mine;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'lambda in callsLambda' changes its copy of 'mine'
    print(mine);
    co_await coro::yield();
  };
  co_await count(hits);
  print(hits);
}
