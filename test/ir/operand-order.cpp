// Operands that C++ leaves unsequenced are evaluated left to right, as Clang does.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int x;

// CHECK-LABEL: coroutine f()
// CHECK: [[X:%[0-9]+]] = load @x
// CHECK: [[A:%[0-9]+]] = suspend await
// CHECK: [[S:%[0-9]+]] = op + [[X]], [[A]]
// CHECK: store assign @x from [[S]]
task<> f() { x = x + co_await coro::read(); }
