// A handler is reached from the start and from the end of what it guards.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -fexceptions -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
// CHECK: try -> [[BODY:bb[0-9]+]], [[HANDLER:bb[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: suspend await
// CHECK: try -> [[AFTER:bb[0-9]+]], [[HANDLER]]
// CHECK: [[AFTER]]:
// CHECK: [[HANDLER]]:
// CHECK: throw
task<> f() {
  try {
    co_await coro::yield();
  } catch (int error) {
    throw error;
  }
}
