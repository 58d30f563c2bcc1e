// RUN: %check %s coro-thread-local-across-suspend

// Pointers and references to a thread_local.

#include "coro.h"

struct state {
  int hits;
};
thread_local state current;

task<> pointer() {
  state *s = &current;
  co_await coro::yield();
  ++s->hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 's' refers to the 'current' of the thread
}

task<> reference() {
  int &hits = current.hits;
  co_await coro::yield();
  hits = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'hits' refers to the 'current' of the thread
}

state &mine() {
  thread_local state s;
  return s;
}

task<> accessor() {
  state &s = mine();
  co_await coro::yield();
  s.hits = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 's' refers to the
}
