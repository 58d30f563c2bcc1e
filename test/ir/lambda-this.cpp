// this in a lambda is what the lambda captured.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Server {
  int open = 0;
  void start() {
    // CHECK: closure lambda (ref {{.*}} of this)
    // CHECK: store increment capture(this)*.open
    auto by_reference = [this]() -> task<> { ++open; co_return; };
    // CHECK: store increment capture(this).open
    auto by_copy = [*this]() mutable -> task<> { ++open; co_return; };
  }
};
