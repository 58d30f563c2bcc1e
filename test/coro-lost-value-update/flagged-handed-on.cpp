// What an ordinary function is passed by value, leaves as it is and hands on to
// the coroutine whose task it returns: the function's callers are looked at.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"

task<> work(int total) {
  for (int i = 0; i < 3; ++i) {
    ++total;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'work' changes its copy of 'total'
    print(total);
    co_await coro::yield();
  }
}
task<> start(int total) { return work(total); }
task<> readsAfter() {
  int total = 0;
  co_await start(total);
  print(total);
}

task<> writer(int hits) {
  co_await coro::yield();
  hits += 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'writer' changes its copy of 'hits'
  print(hits);
}
task<> reader(int hits) {
  co_await coro::yield();
  print(hits);
}
struct Starter {
  task<> write(int hits, bool loud) {
    auto made = writer(hits);
    if (loud)
      print("made");
    return made;
  }
};
task<> startReader(int hits) { return reader(hits); }
task<> startBoth(int hits) {
  Starter s;
  co_await coro::gather(s.write(hits, true), startReader(hits));
}

// A combinator's task is returned: the two get the same in it.
task<> one(bool stop) {
  co_await coro::yield();
  stop = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'one' changes its copy of 'stop'
  print(stop ? "stop" : "go");
}
task<> two(bool stop) {
  while (!stop)
    co_await coro::yield();
}
task<> makeBoth(bool stop) { return coro::gather(one(stop), two(stop)); }
task<> starts() { co_await makeBoth(false); }

// Through two functions, again and again with the same variable.
task<> drain(long budget) {
  while (budget > 0) {
    print(budget);
    budget -= co_await coro::read();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'drain' changes its copy of 'budget'
  }
}
task<> inner(long budget) { return drain(budget); }
task<> outer(int, long budget) { return inner(budget); }
void loop() {
  long budget = 100;
  for (int i = 0; i < 3; ++i)
    coro::spawn(outer(i, budget));
}

// A coroutine on the way that only awaits the task.
task<> added(int sum) {
  co_await coro::yield();
  sum += 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'added' changes its copy of 'sum'
  print(sum);
}
task<> awaits(int sum) {
  print("adds");
  co_await added(sum);
}
task<> readsSum() {
  int sum = 0;
  co_await awaits(sum);
  print(sum);
}
