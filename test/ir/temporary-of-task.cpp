// RUN: %cotidy --emit-ir %s -- -std=c++20 -I %S/../Inputs | FileCheck %s

// A temporary that the call of a coroutine is given ends with the full
// expression, after the task that it was given to; one that its declaration
// extends, and one that only a function is given, have no end of their own.

#include "coro.h"

task<> take(const int &n);
void look(const int &n);

// CHECK-LABEL: coroutine stored()
// CHECK: %[[N:[0-9]+]] = constant 5
// CHECK-NEXT: %[[T:[0-9]+]] = call take (cref %[[N]] of %[[N]]
// CHECK-NEXT: store init local(t) from %[[T]]
// CHECK-NEXT: scope-end %[[N]]
task<> stored() {
  auto t = take(5);
  co_await coro::move_(t);
}

// CHECK-LABEL: coroutine awaited()
// CHECK: %[[N:[0-9]+]] = constant 5
// CHECK: suspend await
// CHECK: call coro::task::~task
// CHECK-NEXT: scope-end %[[N]]
task<> awaited() { co_await take(5); }

// CHECK-LABEL: coroutine others()
// CHECK-NOT: scope-end %
// CHECK: leave
task<> others() {
  look(5);
  const int &n = 5;
  co_await take(n);
}
