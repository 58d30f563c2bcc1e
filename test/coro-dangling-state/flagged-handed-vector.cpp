// RUN: %check %s coro-dangling-state

// A callee starts the tasks in a vector.

#include "coro.h"
#include <vector>

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void startAll(std::vector<task<>> tasks) {
  for (task<> &t : tasks)
    coro::spawn(coro::move_(t));
}

void spawns() {
  int n = 0;
  std::vector<task<>> tasks;
  tasks.push_back(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:25: warning: 'count' refers to 'n', which {{(may end|ends)}} before it does
  startAll(coro::move_(tasks));
}
