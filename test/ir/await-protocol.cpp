// The awaiter's own functions are called around the suspension.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  int await_resume();
};
struct Event {
  Awaiter operator co_await();
};

// CHECK-LABEL: coroutine f(
// CHECK: call Event::operator co_await on {{.*}} !await
// CHECK: call Awaiter::await_ready on {{.*}} !await
// CHECK: call Awaiter::await_suspend on {{.*}} !await
// CHECK: suspend await {{.*}} : Event
// CHECK: call Awaiter::await_resume on {{.*}} !await
task<> f(Event &e) { co_await e; }
