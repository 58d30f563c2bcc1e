// What a macro expands to stands where it is expanded; its spelling is kept.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int hits;
#define COUNT() ++hits
#define SET(x) x = 1
#define PASTE(a, b) a##b
#define NAMED(var) do { int var = 0; ++var; } while (0)
#define PASTED() NAMED(PASTE(my, hits))

// CHECK-LABEL: coroutine f()
task<> f() {
  COUNT();   // CHECK: store increment @hits from {{.*}} ; [[@LINE]]:3 spelled [[@LINE-8]]:17
  SET(hits); // CHECK: store assign @hits from {{.*}} ; [[@LINE]]:7
  PASTED();
  // CHECK: store increment local(myhits) from {{.*}} ; [[@LINE-1]]:3 spelled
  co_return;
}
