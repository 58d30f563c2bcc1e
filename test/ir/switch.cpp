// A switch goes to its cases, its default, or past it; cases fall through.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
// CHECK: switch {{.*}} -> [[ONE:bb[0-9]+]], [[TWO:bb[0-9]+]], [[AFTER:bb[0-9]+]]
// CHECK: [[AFTER]]:
// CHECK: leave
// CHECK: [[ONE]]:
// CHECK: jump -> [[TWO]]
// CHECK: [[TWO]]:
// CHECK: suspend await
task<> f(int n) {
  switch (n) {
  case 1:
    ++n;
  case 2:
    co_await coro::yield();
    break;
  }
}
