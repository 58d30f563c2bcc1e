// By the body alone: what is changed reaches nothing outside the updates.
// RUN: %check %s coro-lost-value-update

#include "coro.h"
#include <string>
#include <vector>

task<> count(int hits) {
  co_await coro::yield();
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'count' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
}

task<> compound(double sum) {
  sum += co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'compound' changes its copy of 'sum'; the caller never sees the change [coro-lost-value-update]
}

task<> beforeSuspension(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'beforeSuspension' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
  co_await coro::yield();
}

task<> flag(bool done) {
  co_await coro::yield();
  done = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'flag' changes its copy of 'done'; the caller never sees the change [coro-lost-value-update]
}

enum class State { Idle, Busy };
task<> enumerated(State state) {
  state = State::Busy;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'enumerated' changes its copy of 'state'; the caller never sees the change [coro-lost-value-update]
  co_await coro::yield();
}

struct Counters {
  int hits = 0;
  struct {
    int misses = 0;
  } inner;
  void miss() { ++inner.misses; }
};
task<> fields(Counters counters) {
  co_await coro::yield();
  counters.hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'fields' changes its copy of 'counters'; the caller never sees the change [coro-lost-value-update]
  ++counters.inner.misses;
}

task<> methods(Counters counters) {
  counters.miss();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'methods' changes its copy of 'counters'; the caller never sees the change [coro-lost-value-update]
  co_await coro::yield();
}

task<> accumulates(std::vector<int> results) {
  for (int i = 0; i < 3; ++i)
    results.push_back(co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'accumulates' changes its copy of 'results'; the caller never sees the change [coro-lost-value-update]
}

task<> appends(std::string log) {
  log += "started";
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'appends' changes its copy of 'log'; the caller never sees the change [coro-lost-value-update]
  co_await coro::yield();
  log.append("ended");
}

static void bump(int &n) { ++n; }
task<> throughHelper(int hits) {
  bump(hits);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'throughHelper' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
  co_await coro::yield();
}

task<> throughReference(int hits) {
  int &mine = hits;
  co_await coro::yield();
  ++mine;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'throughReference' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
}

task<int> oldValueReturned(int hits) {
  int before = hits;
  co_await coro::yield();
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'oldValueReturned' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
  co_return before;
}

task<int> otherFieldReturned(Counters counters) {
  co_await coro::yield();
  ++counters.hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'otherFieldReturned' changes its copy of 'counters'; the caller never sees the change [coro-lost-value-update]
  co_return counters.inner.misses;
}

template <typename T> task<> inTemplate(T hits) {
  co_await coro::yield();
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'inTemplate' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
}
template task<> inTemplate(int);
template task<> inTemplate(long);

struct Service {
  int limit = 0;
  task<> method(int hits) {
    hits += limit;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'Service::method' changes its copy of 'hits'; the caller never sees the change [coro-lost-value-update]
    co_await coro::yield();
  }
};
