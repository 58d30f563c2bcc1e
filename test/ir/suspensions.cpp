// What suspends, what is awaited, and what is known never to suspend.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

// CHECK-LABEL: coroutine f(
// CHECK-SAME: lazy
// CHECK: suspend initial : std::suspend_always
task<int> f(task<> child) {
  co_await coro::yield();                   // CHECK: suspend await {{.*}} : coro::pause_awaiter ;
  co_await std::suspend_never();            // CHECK: suspend await {{.*}} : std::suspend_never never
  co_await coro::ready();                   // CHECK: suspend await {{.*}} : coro::ready_awaiter never
  co_await static_cast<task<> &&>(child);   // CHECK: [[C:%[0-9]+]] = borrow param(child)
                                            // CHECK: suspend await [[C]] : coro::task ;
  co_return 1;                              // CHECK: return
}

// CHECK-LABEL: coroutine count(
// CHECK: [[N:%[0-9]+]] = load param(n)
// CHECK: suspend yield [[N]]
generator<int> count(int n) { co_yield n; }
