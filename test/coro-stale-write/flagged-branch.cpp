// RUN: %check %s coro-stale-write

// One path that suspends, and does not look again, is enough.

#include "coro.h"

int total;
task<> log();

task<> on_one_branch(bool verbose) {
  int old = total;
  if (verbose)
    co_await log();
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> looked_at_again_on_one_branch(bool careful) {
  int old = total;
  co_await log();
  if (careful)
    old = total;
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> before_an_early_return(bool enough) {
  int old = total;
  co_await log();
  if (enough) {
    total = old - 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
    co_return;
  }
  total = 0;
}
