// ++ and -- load, compute and store; the postfix form's value is the old one.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
task<> f(int n) {
  // CHECK: [[OLD:%[0-9]+]] = load param(n) for update ; [[@LINE+4]]:11
  // CHECK: [[NEW:%[0-9]+]] = op ++ [[OLD]]
  // CHECK: store increment param(n) from [[NEW]]
  // CHECK: store init local(a) from [[OLD]]
  int a = n++;
  // CHECK: load param(n) for update
  // CHECK: op --
  // CHECK: store increment param(n)
  // CHECK: [[AFTER:%[0-9]+]] = load param(n)
  // CHECK: store init local(b) from [[AFTER]]
  int b = --n;
  co_return;
}
