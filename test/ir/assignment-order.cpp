// An assignment's right operand comes before its left one (C++17), for compound
// and overloaded operators too: what is awaited on the right is awaited first.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int total;
struct Sum {
  Sum &operator+=(int n);
} sum;
int &slot();

// CHECK-LABEL: coroutine compound()
// CHECK: [[A:%[0-9]+]] = suspend await
// CHECK: [[OLD:%[0-9]+]] = load @total for update
// CHECK: [[NEW:%[0-9]+]] = op + [[OLD]], [[A]]
// CHECK: store compound @total from [[NEW]]
task<> compound() { total += co_await coro::read(); }

// CHECK-LABEL: coroutine plain()
// CHECK: [[A:%[0-9]+]] = suspend await
// CHECK: [[S:%[0-9]+]] = call slot
// CHECK: store assign [[S]]* from [[A]]
task<> plain() { slot() = co_await coro::read(); }

// CHECK-LABEL: coroutine overloaded()
// CHECK: [[A:%[0-9]+]] = suspend await
// CHECK: borrow @sum
// CHECK: call Sum::operator+= on (ref {{.*}} of @sum) (value [[A]])
task<> overloaded() { sum += co_await coro::read(); }
