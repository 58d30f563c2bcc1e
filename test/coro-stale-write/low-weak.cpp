// RUN: %check %s coro-stale-write
// RUN: %check %s coro-stale-write --suffix=LOW -o MinConfidence=low

// An awaited call got the old value; a value is saved and put back; a member
// that one coroutine alone uses.

#include "coro.h"

int total, current;
task<int> next(int n);

task<> awaited() {
  total = co_await next(total);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> saved_and_restored() {
  int old = current;
  current = 5;
  co_await coro::yield();
  current = old;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: 'current' is written from
}

class session {
  int sent = 0;
  task<> run() {
    int n = sent;
    co_await coro::yield();
    sent = n + 1;
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:5: warning: 'sent' is written from
  }
};
