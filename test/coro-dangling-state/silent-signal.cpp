// RUN: %check %s coro-dangling-state

// The task gives a signal, and its spawner waits for that.

#include "coro.h"
#include <atomic>

struct latch {
  explicit latch(int n);
  void count_down();
  coro::pause_awaiter operator co_await();
  void wait();
};

task<> work(int &n, latch &done) {
  co_await coro::yield();
  ++n;
  done.count_down();
}

task<> awaits() {
  int n = 0;
  latch done(1);
  coro::spawn(work(n, done));
  co_await done;
}

void blocks() {
  int n = 0;
  latch done(1);
  coro::spawn(work(n, done));
  done.wait();
}

task<> set(int &n, bool &ready) {
  co_await coro::yield();
  ++n;
  ready = true;
}

task<> polls() {
  int n = 0;
  bool ready = false;
  coro::spawn(set(n, ready));
  while (!ready)
    co_await coro::yield();
}

// A latch that the awaited lambda captures.
task<> through() {
  int n = 0;
  latch done(1);
  coro::spawn(work(n, done));
  auto rest = [&]() -> task<> { co_await done; };
  co_await rest();
}

// An atomic that something else than the task changes.
void spins() {
  int n = 0;
  latch done(1);
  std::atomic<int> mine = 1;
  coro::spawn(work(n, done));
  while (mine)
    ;
}
