// A range-for's begin, end, comparison and increment are events like others.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>
#include <vector>

std::vector<int> numbers;

// CHECK-LABEL: coroutine f()
// CHECK: borrow @numbers !range-for
// CHECK: call std::vector::begin on {{.*}} !range-for
// CHECK: call std::vector::end on {{.*}} !range-for
// CHECK: range-for {{.*}} -> [[BODY:bb[0-9]+]], [[AFTER:bb[0-9]+]]
// CHECK: [[BODY]]:
// CHECK: store init local(n) {{.*}} !range-for
// CHECK: suspend await
// CHECK: store increment {{.*}} !range-for
// CHECK: [[AFTER]]:
task<> f() {
  for (int &n : numbers)
    n = co_await coro::read();
}
