// What a macro expands to stands where it is expanded; its spelling is kept.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int hits;
#define COUNT() ++hits
#define SET(x) x = 1

// CHECK-LABEL: coroutine f()
task<> f() {
  COUNT();   // CHECK: store increment @hits from {{.*}} ; [[@LINE]]:3 spelled [[@LINE-5]]:17
  SET(hits); // CHECK: store assign @hits from {{.*}} ; [[@LINE]]:7
  co_return;
}
