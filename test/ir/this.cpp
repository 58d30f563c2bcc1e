// The object behind this is a root of its own.
// RUN: %cotidy --emit-ir %s -- -std=c++20 -isystem %inputs | FileCheck %s
#include <coro.h>

struct Session {
  int sent = 0;
  task<> send() {
    ++sent;          // CHECK: store increment this.sent
    this->sent += 2; // CHECK: store compound this.sent
    (*this).sent = 0; // CHECK: store assign this.sent
    co_return;
  }
};
