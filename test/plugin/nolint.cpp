// Suppressing comments count where the finding stands, in the text of a macro
// where it is expanded and where it is defined.
// REQUIRES: plugin, cotidy
// RUN: %check %s coro-mutable-global
#include "coro.h"

static int hits;
#define COUNT() ++hits
#define COUNT_QUIETLY() ++hits // NOLINT(coro-mutable-global)

coro::task<> flagged() {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'flagged' writes mutable global 'hits'
  co_await coro::yield();
}

coro::task<> sameLine() {
  ++hits; // NOLINT
  co_await coro::yield();
}

coro::task<> nextLine() {
  // NOLINTNEXTLINE(coro-*)
  ++hits;
  co_await coro::yield();
}

// NOLINTBEGIN(coro-mutable-global)
coro::task<> block() {
  ++hits;
  co_await coro::yield();
}
// NOLINTEND(coro-mutable-global)

coro::task<> otherCheck() {
  ++hits; // NOLINT(coro-polled-value)
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'otherCheck' writes mutable global 'hits'
  co_await coro::yield();
}

coro::task<> expansion() {
  COUNT();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'expansion' writes mutable global 'hits'
  co_await coro::yield();
}

coro::task<> suppressedExpansion() {
  COUNT(); // NOLINT
  co_await coro::yield();
}

coro::task<> suppressedDefinition() {
  COUNT_QUIETLY();
  co_await coro::yield();
}
