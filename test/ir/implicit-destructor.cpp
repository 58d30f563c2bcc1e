// A destructor that the compiler writes does what the members' do.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Counter {
  ~Counter();
};
struct Holder {
  Counter first, second;
};

// CHECK-LABEL: coroutine f(
// CHECK: suspend await
// CHECK-NEXT: call Counter::~Counter on (ref of local(h).second)
// CHECK-NEXT: call Counter::~Counter on (ref of local(h).first)
task<> f() {
  Holder h;
  co_await coro::yield();
}
