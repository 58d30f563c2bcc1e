// RUN: %check %s coro-dangling-state -o MinConfidence=high

// The callee hands what it is lent to a task that it leaves running.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void start(int &n) { coro::spawn(count(n)); }

task<> startLater(int &n) {
  co_await coro::yield();
  coro::spawn(count(n));
}

void go(task<> t) { coro::spawn(coro::move_(t)); }

void function() {
  int n = 0;
  start(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'count' refers to 'n', which ends before it does
}

task<> coroutine() {
  int n = 0;
  co_await startLater(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'count' refers to 'n', which ends before it does
}

void spawner() {
  int n = 0;
  go(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'count' refers to 'n', which ends before it does
}
