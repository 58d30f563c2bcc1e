// RUN: %check %s coro-dangling-state
// RUN: %check %s coro-dangling-state --suffix=HIGH -o MinConfidence=high

// Whoever waits for some time meant to wait: no proof that the task has ended,
// but less sure than a task that nobody thought of.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> sleeps() {
  int n = 0;
  coro::spawn(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'count' refers to 'n', which may end before it does
  co_await coro::sleep(1000);
}

void sleep_for(int milliseconds);
void blocks() {
  int n = 0;
  coro::spawn(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'count' refers to 'n', which may end before it does
  sleep_for(1000);
}

// On one way out only.
task<> sometimes(bool wait) {
  int n = 0;
  coro::spawn(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'count' refers to 'n', which ends before it does
  // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:21: warning: 'count' refers to 'n', which ends before it does
  if (wait)
    co_await coro::sleep(1000);
}
