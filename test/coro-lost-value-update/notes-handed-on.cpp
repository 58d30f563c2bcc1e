// The way of a copy through a function that hands it on.
// RUN: %check %s coro-lost-value-update

#include "coro.h"

task<> work(int total) {
  ++total;
  print(total);
  co_await coro::yield();
}
task<> start(int total) { return work(total); }
task<> caller() {
  int total = 0;
  co_await start(total);
  print(total);
}
// CHECK-MESSAGES: :[[@LINE-10]]:3: warning: coroutine 'work' changes its copy of 'total'
// CHECK-NOTES: :[[@LINE-4]]:18: note: 'caller' passes a copy here
// CHECK-NOTES: :[[@LINE-8]]:39: note: 'start' hands it on here
// CHECK-NOTES: :[[@LINE-13]]:3: note: the copy is changed here
// CHECK-NOTES: :[[@LINE-6]]:9: note: 'caller' reads the unchanged variable here
// CHECK-NOTES: :[[@LINE-16]]:17: note: 'total' is taken by value here
// CHECK-NOTES: :[[@LINE-16]]:3: note: pass one state object instead: a struct that holds 'total', owned by 'caller', taken by 'work'
