// Loops: where continue and break go, and conditions that are constants.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
// CHECK: jump -> [[HEAD:bb[0-9]+]]
// CHECK: [[HEAD]]:
// CHECK: for {{.*}} -> [[BODY:bb[0-9]+]], [[AFTER:bb[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: if {{.*}} -> [[GO:bb[0-9]+]]
// CHECK: [[NEXT:bb[0-9]+]]:
// CHECK-NEXT: load local(i) for update
// CHECK: jump -> [[HEAD]]
// CHECK: [[AFTER]]:
// CHECK: leave
// CHECK: [[GO]]:
// CHECK: jump -> [[NEXT]]
task<> f(int n) {
  for (int i = 0; i < n; ++i) {
    if (i == 3)
      continue;
    co_await coro::yield();
  }
}

// An endless loop has no way out but its break.
// CHECK-LABEL: coroutine g(
// CHECK-NOT: while
// CHECK: if {{.*}}
// CHECK-NOT: while
// CHECK-LABEL: coroutine h(
task<> g(bool stop) {
  while (true) {
    if (stop)
      break;
    co_await coro::yield();
  }
}

// CHECK: do-while
task<> h(bool go) {
  do
    co_await coro::yield();
  while (go);
}
