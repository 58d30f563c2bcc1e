// RUN: %check %s coro-dangling-state -o MinConfidence=high

// A method's coroutine refers to its object.

#include "coro.h"

struct session {
  int bytes = 0;
  task<> serve() {
    co_await coro::yield();
    ++bytes;
  }
};

void local() {
  session s;
  coro::spawn(s.serve());
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'session::serve' refers to 's', which ends before it does
}
