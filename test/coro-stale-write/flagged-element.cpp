// RUN: %check %s coro-stale-write

// One element, by the same index or through the same reference.

#include "coro.h"
#include <map>
#include <vector>

std::vector<int> table;
std::map<int, int> cache;

task<> index(int i) {
  int old = table[i];
  co_await coro::yield();
  table[i] = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'table[...]' is written from
}

task<> key(int k) {
  int old = cache[k];
  co_await coro::yield();
  cache[k] = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'cache[...]' is written from
}

task<> size() {
  auto old = table.size();
  co_await coro::yield();
  table.resize(old + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'table' is written from
}
