// A template is lowered for each instantiation; one that nothing instantiates,
// from its pattern.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

int hits;

// CHECK: coroutine used(n: int [integer]) instantiation
// CHECK: coroutine used(n: long [integer]) instantiation
template <typename T> task<> used(T n) {
  hits += n;
  co_return;
}
void g() {
  coro::detach(used(1));
  coro::detach(used(2L));
}

// CHECK: coroutine unused(n: T [dependent]) pattern
// CHECK: call push_back on (ref {{.*}} of param(n)) ()
// CHECK: store {{.*}} @hits
template <typename T> task<> unused(T n) {
  n.push_back();
  ++hits;
  co_await n.next();
}

// CHECK: coroutine Box::get() instantiation
// CHECK-NOT: coroutine Box::get() pattern
template <typename T> struct Box {
  T value;
  task<T> get() { co_return value; }
};
void h(Box<int> &b) { auto t = b.get(); }

// What a dependent `delete` destroys is not known.
// CHECK: coroutine destroyed(p: T [dependent]) pattern
// CHECK: op delete %
template <typename T> task<> destroyed(T p) {
  delete p;
  co_return;
}
