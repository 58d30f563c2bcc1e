// The arms of ?: are blocks; of two lvalues the result is a reference to either.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int left, right;

// CHECK-LABEL: coroutine f(
// CHECK: conditional {{.*}} -> [[T:bb[0-9]+]], [[F:bb[0-9]+]]
// CHECK: [[T]]:
// CHECK: [[L:%[0-9]+]] = borrow @left
// CHECK: [[F]]:
// CHECK: [[R:%[0-9]+]] = borrow @right
// CHECK: [[E:%[0-9]+]] = op ?: [[L]], [[R]]
// CHECK: store assign [[E]]* from
task<> f(bool which) {
  (which ? left : right) = 1;
  co_return;
}
