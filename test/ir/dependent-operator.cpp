// In a template, an operator that a known class has is called; where nothing is
// known of the class, the built-in meaning is the best guess.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Log {
  void operator+=(int);
};
Log &log();

// CHECK-LABEL: coroutine f(
// CHECK: call Log::operator+= on
// CHECK-NOT: store compound
template <typename T> task<> f(T t) {
  log() += t.size();
  co_await coro::yield();
}

// CHECK-LABEL: coroutine g(
// CHECK: store compound
template <typename T> task<> g(T t) {
  t.total += 1;
  co_await coro::yield();
}
