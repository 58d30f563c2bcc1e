// RUN: %check %s coro-dangling-state

// The notes lead through the callee that hands it on.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void start(int &n) { coro::spawn(count(n)); }

void owner() {
  int n = 0;
  start(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'count' refers to 'n', which ends before it does
  // CHECK-NOTES: :[[@LINE-2]]:9: note: 'n' is handed over here
  // CHECK-NOTES: :[[@LINE-7]]:22: note: 'start' hands it to 'count' here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'count' is left running
  // CHECK-NOTES: :[[@LINE-6]]:7: note: 'n' is declared here and ends with its scope
  // CHECK-NOTES: :[[@LINE-13]]:5: note: 'count' uses it here
  // CHECK-NOTES: :[[@LINE-7]]:9: note: await 'count' in the scope of 'n', or let it own what it uses: a value, or a std::shared_ptr by value
}
