// Conditions are split at && and ||, each operand in a block of its own.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

bool ready();

// CHECK-LABEL: coroutine f(
// CHECK: [[STOP:%[0-9]+]] = load param(stop)
// CHECK: [[NOT:%[0-9]+]] = op ! [[STOP]]
// CHECK: and [[NOT]] -> [[RIGHT:bb[0-9]+]], [[EXIT:bb[0-9]+]]
// CHECK: [[RIGHT]]:
// CHECK: [[LESS:%[0-9]+]] = op <
// CHECK: while [[LESS]] -> {{bb[0-9]+}}, [[EXIT]]
task<> f(bool stop, int n) {
  while (!stop && n < 10)
    co_await coro::yield();
}

// A short circuit that is a value is both: a branch and an operation.
// CHECK-LABEL: function g(
// CHECK: [[A:%[0-9]+]] = load param(a)
// CHECK: or [[A]] -> [[AFTER:bb[0-9]+]], [[RIGHT:bb[0-9]+]]
// CHECK: [[RIGHT]]:
// CHECK: [[B:%[0-9]+]] = load param(b)
// CHECK: [[AFTER]]:
// CHECK: op || [[A]], [[B]]
bool g(bool a, bool b) {
  bool either = a || b;
  return either;
}
