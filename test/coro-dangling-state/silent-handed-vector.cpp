// RUN: %check %s coro-dangling-state

// A callee waits for the tasks in a vector.

#include "coro.h"
#include <vector>

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void runAll(std::vector<task<>> tasks) {
  for (task<> &t : tasks)
    coro::sync_wait(coro::move_(t));
}

void runs() {
  int n = 0;
  std::vector<task<>> tasks;
  tasks.push_back(count(n));
  runAll(coro::move_(tasks));
}

task<> each(std::vector<task<>> tasks) {
  for (task<> &t : tasks)
    co_await coro::move_(t);
}

task<> awaits() {
  int n = 0;
  std::vector<task<>> tasks;
  tasks.push_back(count(n));
  co_await each(coro::move_(tasks));
}
