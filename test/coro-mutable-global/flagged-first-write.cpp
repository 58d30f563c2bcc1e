// One finding for a coroutine and a variable, at the first write: a read before
// it and every further use are notes, and so is the declaration.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int counter;

task<> worker() {
  if (counter > 10)
    co_return;
  counter = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'counter' [coro-mutable-global]
  // CHECK-NOTES: :[[@LINE-4]]:7: note: 'counter' is also read here
  co_await coro::yield();
  counter = 2;
  // CHECK-NOTES: :[[@LINE-1]]:3: note: 'counter' is also written here
  // CHECK-NOTES: :[[@LINE-11]]:5: note: 'counter' is declared here
  // CHECK-NOTES: :[[@LINE-7]]:3: note: pass one state object instead: a struct that holds 'counter', owned by its caller, taken by 'worker'
}
