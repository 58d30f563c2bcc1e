// The steps from a call to what it does, and what only an awaited coroutine does.
// RUN: %cotidy --emit-program %s -- -std=c++20 -I%inputs | FileCheck %s

#include "coro.h"

int hits;
struct Log { int lines; void add() { ++lines; } };
Log log;
Log &theLog() { return log; }
void deepest() { ++hits; }
void deeper() { deepest(); }
void other() { deeper(); deepest(); }
void bump(int &x) { ++x; }
template <class F> void each(F f) { f(); }
struct Guard { ~Guard() { ++hits; } };

coro::task<> helper() {
  co_await coro::yield();
  ++hits;
}
coro::task<> given(int &x) {
  co_await coro::yield();
  ++x;
}

// CHECK-LABEL: function awaits ;
coro::task<> awaits() {
  // CHECK: write @hits in-callee via-coroutine ; [[@LINE+2]]:
  // CHECK-NEXT: 'awaits' calls 'helper'
  co_await helper();
}
// CHECK-LABEL: function hands ;
coro::task<> hands() {
  // CHECK: write @hits in-callee ; [[@LINE+3]]:
  // CHECK-NEXT: 'hands' calls 'given'
  // CHECK-NEXT: 'given' writes 'x'
  co_await given(hits);
}
// CHECK-LABEL: function steps ;
coro::task<> steps() {
  co_await coro::yield();
  // The nearest write is told, not the first.
  // CHECK: write @hits in-callee ; [[@LINE+4]]:
  // CHECK-NEXT: [[@LINE+3]]:3 'steps' calls 'other'
  // CHECK-NEXT: 12:{{[0-9]+}} 'other' calls 'deepest'
  // CHECK-NEXT: 10:{{[0-9]+}} 'deepest' writes 'hits'
  other();
  // CHECK: write @hits in-callee ; [[@LINE+3]]:
  // CHECK-NEXT: 'steps' calls 'bump'
  // CHECK-NEXT: 'bump' writes 'x'
  bump(hits);
  // CHECK: write @log in-callee ; [[@LINE+3]]:
  // CHECK-NEXT: 'steps' calls 'Log::add'
  // CHECK-NEXT: 'Log::add' writes 'lines'
  theLog().add();
  // CHECK: write @hits in-callee ; [[@LINE+3]]:
  // CHECK-NEXT: 'steps' passes the lambda to 'each'
  // CHECK-NEXT: the lambda writes 'hits'
  each([] { ++hits; });
  // CHECK: write @hits in-callee ; [[@LINE+3]]:
  // CHECK-NEXT: 'steps' ends a scope, which calls 'Guard::~Guard'
  // CHECK-NEXT: 'Guard::~Guard' writes 'hits'
  Guard g;
}
