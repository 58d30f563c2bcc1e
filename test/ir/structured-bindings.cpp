// A binding is a part of what it was bound to.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Pair {
  int first, second;
} shared;

// CHECK-LABEL: coroutine f()
task<> f() {
  auto &[a, b] = shared; // CHECK: [[R:%[0-9]+]] = borrow @shared
                         // CHECK: store init local(#0) from [[R]]
  ++b;                   // CHECK: store increment local(#0)*.second
  auto [c, d] = shared;  // CHECK: load @shared
  ++c;                   // CHECK: store increment local(#1).first
  co_return;
}
