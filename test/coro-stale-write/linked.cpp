// RUN: %check %s coro-stale-write -- -std=c++20 -I %S/../Inputs -I %S/Inputs
// RUN: %check %s coro-stale-write --suffix=LINKED --fronts=cotidy --with=%S/Inputs/linked-other.cpp -- -std=c++20 -I %S/../Inputs -I %S/Inputs

// Alone, a member that one coroutine uses; linked with the file that writes it,
// shared state.

#include "session.h"

task<> session::run() {
  int n = sent;
  co_await coro::yield();
  sent = n + 1;
  // CHECK-MESSAGES-LINKED: :[[@LINE-1]]:3: warning: 'sent' is written from
}
