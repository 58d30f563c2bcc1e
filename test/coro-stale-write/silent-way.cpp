// RUN: %check %s coro-stale-write

// What is written does not come from what was read, or is another thing.

#include "coro.h"

int total, other;
task<> log();

struct sums {
  int all;
  int errors;
};
sums state;

task<> another_variable() {
  int n = total;
  co_await log();
  other = n;
}

task<> another_field() {
  sums copy = state;
  co_await log();
  state.errors = copy.all;
}

task<> a_new_value() {
  int n = total;
  co_await log();
  print(n);
  total = 0;
}

task<> overwritten_local() {
  int n = total;
  co_await log();
  n = 3;
  total = n;
}

task<> only_decides() {
  int n = total;
  co_await log();
  if (n > 3)
    other = 1;
}
