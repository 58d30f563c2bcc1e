// A temporary ends with its full expression, after what was awaited in it.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Lock {
  Lock();
  ~Lock();
  coro::number_awaiter read() const;
};

// CHECK-LABEL: coroutine f(
task<> f() {
  // CHECK: [[T:%[0-9]+]] = call Lock::Lock ()
  // CHECK: suspend await
  // CHECK-NEXT: call Lock::~Lock on (ref of [[T]]) () !destructor
  co_await Lock().read();
}
