// Operands that C++ leaves unsequenced are evaluated left to right, as Clang does.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>
#include <string>

int x;

// CHECK-LABEL: coroutine f()
// CHECK: [[X:%[0-9]+]] = load @x
// CHECK: [[A:%[0-9]+]] = suspend await
// CHECK: [[S:%[0-9]+]] = op + [[X]], [[A]]
// CHECK: store assign @x from [[S]]
task<> f() { x = x + co_await coro::read(); }

// An operator that takes its operands by reference reads them last.
std::string name;

// CHECK-LABEL: coroutine g()
// CHECK: suspend await
// CHECK: [[R:%[0-9]+]] = call std::to_string
// CHECK: [[N:%[0-9]+]] = load @name
// CHECK: [[S:%[0-9]+]] = op + [[N]], [[R]]
// CHECK: store assign @name from [[S]]
task<> g() { name = name + std::to_string(co_await coro::read()); }
