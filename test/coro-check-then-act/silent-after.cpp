// RUN: %check %s coro-check-then-act -o MinConfidence=low

// The change does not hang on the test: every way leads to it.

#include "coro.h"

int total, hits;
task<> log(int n);

task<> both_ways() {
  if (total > 100)
    co_await log(total);
  ++total;
}

task<> another_state() {
  if (total > 100) {
    co_await log(total);
    ++hits;
  }
}

task<> before() {
  if (total > 100) {
    --total;
    co_await log(total);
  }
}
