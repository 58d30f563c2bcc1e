// RUN: %check %s coro-dangling-state

// The scope of the owner ends before the tasks are awaited.

#include "coro.h"
#include <vector>

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> loop() {
  std::vector<task<>> tasks;
  for (int i = 0; i < 3; ++i) {
    int n = i;
    tasks.push_back(count(n));
    // CHECK-MESSAGES: :[[@LINE-1]]:27: warning: 'count' refers to 'n', which {{.*}} before it does
  }
  for (auto &t : tasks)
    co_await coro::move_(t);
}
