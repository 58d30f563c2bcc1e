// A block that is not closed is a mistake, and suppresses nothing.
//
// RUN: %python %S/Inputs/status.py 2 %cotidy %s -- -std=c++20 -I%inputs 2>&1 \
// RUN:   | FileCheck %s

#include "coro.h"

static int hits;

// CHECK-DAG: error: {{.*}}nolint-unmatched.cpp:[[@LINE+1]]:4: unmatched 'NOLINTBEGIN' comment without a subsequent 'NOLINTEND' comment
// NOLINTBEGIN
static task<> count() {
  // CHECK-DAG: [[@LINE+1]]:3: warning:
  ++hits;
  co_await coro::yield();
}
