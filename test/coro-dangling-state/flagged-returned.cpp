// RUN: %check %s coro-dangling-state -o MinConfidence=high

// A function that is no coroutine returns the task; its locals and by-value
// parameters end with it.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> ofLocal() {
  int n = 0;
  return count(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'count' refers to 'n', which ends before it does
}

task<> ofParameter(int n) {
  return count(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: 'count' refers to 'n', which ends before it does
}

task<> ofStored(int n) {
  auto t = count(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: 'count' refers to 'n', which ends before it does
  return t;
}

// What it is lent is its caller's.
task<> lent(int &n) { return count(n); }

task<> caller() {
  int n = 0;
  coro::spawn(lent(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'count' refers to 'n', which ends before it does
  co_await coro::yield();
}
