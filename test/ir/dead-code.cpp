// What nothing reaches is not there.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int hits;

// CHECK-LABEL: coroutine f()
// CHECK-NOT: @hits
// CHECK: leave
// CHECK-NOT: @hits
task<> f() {
  co_return;
  ++hits;
}
