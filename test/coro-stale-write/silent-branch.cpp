// RUN: %check %s coro-stale-write

// Every path looks again, or none suspends between the read and the write.

#include "coro.h"

int total;
task<> log();

task<> looked_at_again_on_both(bool careful) {
  int old = total;
  co_await log();
  if (careful)
    old = total;
  else
    old = total + 1;
  total = old + 1;
}

task<> other_branch_suspends(bool verbose) {
  int old = total;
  if (verbose) {
    co_await log();
    co_return;
  }
  total = old + 1;
}

task<> overwritten_where_it_suspends(bool verbose) {
  int old = total;
  if (verbose) {
    co_await log();
    old = 0;
  }
  total = old;
}

task<> suspends_before_the_read() {
  co_await log();
  int old = total;
  total = old + 1;
  co_await log();
}

task<> compared_before_it_is_written() {
  int old = total;
  co_await log();
  if (total == old)
    total = old + 1;
}
