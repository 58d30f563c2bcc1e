// RUN: %check %s coro-stale-write

// A function that is called between looks at the state, or updates it.

#include "coro.h"

int total;

void add(int n) { total += n; }
bool unchanged(int since) { return total == since; }
void set_if_larger(int n) {
  if (n > total)
    total = n;
}

task<> updated_by_a_function() { add(co_await coro::read()); }

task<> compared_by_a_function() {
  int old = total;
  co_await coro::yield();
  if (unchanged(old))
    total = old + 1;
}

task<> compared_where_it_is_written() {
  int old = total;
  co_await coro::yield();
  set_if_larger(old + 1);
}
