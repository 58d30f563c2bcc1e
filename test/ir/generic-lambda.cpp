// A generic lambda is lowered for each type that it is called with.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

void f() {
  auto twice = [](auto n) -> task<> { n *= 2; co_return; };
  coro::detach(twice(1));
  coro::detach(twice(1.5));
}
// CHECK-COUNT-2: coroutine lambda(n: {{int|double}} [{{.*}}]) instantiation
