// A lambda is a closure over its captures and a function of its own.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
// CHECK: closure lambda (value {{.*}} of param(copied), ref {{.*}} of param(referred), value {{.*}})
// CHECK: call lambda on (ref {{.*}} of local(body)) ()
task<> f(int copied, int referred) {
  // CHECK-LABEL: coroutine lambda()
  // CHECK-SAME: captures copied captures &referred captures init ; [[@LINE+1]]:15
  auto body = [copied, &referred, init = 1]() mutable -> task<> {
    ++copied;   // CHECK: store increment capture(copied)
    ++referred; // CHECK: store increment capture(referred)*
    ++init;     // CHECK: store increment capture(init)
    co_return;
  };
  co_await body();
}
