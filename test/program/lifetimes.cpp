// RUN: %cotidy --emit-program %s -- -std=c++20 -I%inputs | FileCheck %s

// Whether what a coroutine is given outlives it, and whether an object that is
// declared first in the function would.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> copies(int n) {
  co_await coro::yield();
  print(n);
}

// CHECK: awaits hands local(n) to count at [[@LINE+3]]:12: safe: 'count' is waited for first
task<> awaits() {
  int n = 0;
  co_await count(n);
  co_await copies(n);
}
// CHECK-NEXT: count within awaits at [[@LINE-3]]:12: safe: 'count' is waited for first
// CHECK-NEXT: copies within awaits at [[@LINE-3]]:12: safe: 'copies' is waited for first

// CHECK: starts hands local(n) to count at [[@LINE+3]]:15: dangles: 'count' is left running
task<> starts() {
  int n = 0;
  coro::spawn(count(n));
  coro::spawn(copies(n));
  co_await coro::yield();
}
// CHECK-NEXT: count within starts at [[@LINE-4]]:15: dangles: 'count' is left running
// CHECK-NEXT: copies within starts at [[@LINE-4]]:15: dangles: 'copies' is left running

void unseen(task<> t);

// CHECK-NEXT: gives hands local(n) to count at [[@LINE+3]]:10: unproven: nobody knows what waits for 'count'
void gives() {
  int n = 0;
  unseen(count(n));
}
// CHECK-NEXT: count within gives at [[@LINE-2]]:10: unproven: nobody knows what waits for 'count'

// What it is lent is its caller's, who gets the task.
// CHECK-NEXT: lends hands param(n)* to count at [[@LINE+1]]:31: safe: 'count' is the caller's
task<> lends(int &n) { return count(n); }
// CHECK-NEXT: count within lends at [[@LINE-1]]:31: dangles: 'count' is returned

// CHECK-NEXT: joins hands local(n) to count
// CHECK-SAME: safe: 'count' is waited for first
task<> joins() {
  int n = 0;
  coro::task_group g;
  g.spawn(count(n));
  g.spawn(copies(n));
  co_await g.join();
}
// CHECK: copies within joins
// CHECK-SAME: safe: 'copies' is waited for first
