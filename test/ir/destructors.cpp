// Destructors run where scopes end, in reverse, on every way out.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Guard {
  explicit Guard(int);
  ~Guard();
};

// CHECK-LABEL: coroutine f(
task<> f(bool early) {
  Guard a(1);
  if (early) {
    Guard b(2);
    // CHECK: return ; [[@LINE+5]]:5
    // CHECK-NEXT: call Guard::~Guard on (ref of local(b))
    // CHECK-NEXT: scope-end local(b)
    // CHECK-NEXT: call Guard::~Guard on (ref of local(a))
    // CHECK-NEXT: scope-end local(a)
    co_return;
  }
  // CHECK: suspend await
  // CHECK-NEXT: call Guard::~Guard on (ref of local(a)) () !destructor
  // CHECK-NEXT: scope-end local(a)
  // CHECK-NEXT: leave
  co_await coro::yield();
}
