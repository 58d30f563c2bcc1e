// A default argument is evaluated at the call, and its events stand there.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int next_id;
void log(int id = ++next_id, const char *text = "");

// CHECK-LABEL: coroutine f()
// CHECK: store increment @next_id from {{.*}} !default ; [[@LINE+2]]:14
// CHECK: call log (
task<> f() { log(); co_return; }
