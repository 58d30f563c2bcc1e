// RUN: %check %s coro-stale-write

// Read after the suspension, wherever that stands.

#include "coro.h"

struct numbers {
  int *begin() const;
  int *end() const;
};
task<numbers> all();

int total;
int table[8];

task<> subscript() {
  table[co_await coro::read()] = 1;
  total = total + 1;
}

task<> range() {
  for (int n : co_await all())
    total = total + n;
}

task<> in_a_range() {
  for (int n : table) {
    int more = co_await coro::read();
    total = total + n + more;
  }
}

task<> condition() {
  if (co_await coro::read())
    total = total + 1;
}
