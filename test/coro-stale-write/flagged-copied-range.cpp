// RUN: %check %s coro-stale-write

// A copy that is made by two iterators is a copy all the same.

#include "coro.h"
#include <vector>

std::vector<int> items;
void add(int n) { items.push_back(n); }

task<> writesBack() {
  std::vector<int> copy(items.begin(), items.end());
  co_await coro::yield();
  items = copy;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'items' is written from a value that was read before the coroutine was suspended
}

task<> ofItsOwn(std::vector<int> mine) {
  std::vector<int> copy(mine.begin(), mine.end());
  co_await coro::yield();
  items = copy;
}

task<> anew() {
  co_await coro::yield();
  std::vector<int> copy(items.begin(), items.end());
  items = copy;
}
