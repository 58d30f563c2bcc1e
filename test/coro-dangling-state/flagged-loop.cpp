// RUN: %check %s coro-dangling-state

// The loop that would wait for them may be passed by.

#include "eager.h"
#include "coro.h"
#include <vector>

eager count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> leaves(int many) {
  int n = 0;
  std::vector<eager> running;
  for (int i = 0; i < many; ++i)
    running.push_back(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:29: warning: 'count' refers to 'n', which may end before it does
  if (co_await coro::read())
    co_return;
  for (auto &t : running)
    co_await t;
}
