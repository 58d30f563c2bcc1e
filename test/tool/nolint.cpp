// NOLINT comments work as in clang-tidy: for a line, the next, a block; for all
// checks, one, or those that a glob matches.
//
// RUN: not %cotidy %s -- -std=c++20 -I%inputs > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=warning: %s < %t.out
// RUN: FileCheck --check-prefix=SUMMARY %s < %t.err

#include "coro.h"

static int hits;
#define BUMP ++hits // NOLINT

static task<> line() {
  ++hits; // NOLINT
  co_await coro::yield();
}

static task<> named() {
  ++hits; // NOLINT(coro-mutable-global): counted for the logs
  co_await coro::yield();
}

static task<> other() {
  // CHECK: [[@LINE+1]]:3: warning:
  ++hits; // NOLINT(bugprone-*)
  co_await coro::yield();
}

static task<> next() {
  // NOLINTNEXTLINE(coro-*)
  ++hits;
  co_await coro::yield();
}

// NOLINTBEGIN(coro-mutable-global)
static task<> block() {
  ++hits;
  co_await coro::yield();
}
// NOLINTEND(coro-mutable-global)

static task<> macro() {
  BUMP;
  co_await coro::yield();
}

static task<> flagged() {
  // CHECK: [[@LINE+1]]:3: warning:
  ++hits;
  co_await coro::yield();
}

// SUMMARY: 2 findings, 5 more suppressed by NOLINT
