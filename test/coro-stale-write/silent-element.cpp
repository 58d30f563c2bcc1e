// RUN: %check %s coro-stale-write

// Another element, as far as the text tells.

#include "coro.h"
#include <vector>

std::vector<int> table, results;

task<> other_index(int i) {
  int old = table[i];
  co_await coro::yield();
  table[i + 1] = old;
}

task<> other_container(int i) { table[i] = co_await coro::read() + results[i]; }

task<> appended() {
  int last = table.back();
  co_await coro::yield();
  table.push_back(last + 1);
}
