// (a) The caller passes a variable and reads it afterwards.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"
#include <string>

struct Totals {
  int bytes = 0;
  int calls = 0;
};

// The changed value is used, so that the body alone would not say much.
task<> worker(int counter) {
  ++counter;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' changes its copy of 'counter'; the caller never sees the change [coro-lost-value-update]
  // CHECK-NOTES: :[[@LINE+12]]:19: note: 'caller' passes a copy here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: the copy is changed here
  // CHECK-NOTES: :[[@LINE+11]]:9: note: 'caller' reads the unchanged variable here
  // CHECK-NOTES: :[[@LINE-6]]:19: note: 'counter' is taken by value here
  // CHECK-NOTES: :[[@LINE-6]]:3: note: pass one state object instead: a struct that holds 'seen', owned by 'caller', taken by 'worker'
  print(counter);
  co_await coro::yield();
}


task<> caller() {
  int seen = 0;
  co_await worker(seen);
  print(seen);
}
