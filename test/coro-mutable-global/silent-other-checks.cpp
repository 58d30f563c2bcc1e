// Thread-local variables have a check of their own, and so have locals and
// parameters that are no globals at all.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"
#include <cerrno>

thread_local int per_thread;

struct State {
  int counter = 0;
};

task<> worker(State &state) {
  ++state.counter;
  ++per_thread;
  errno = 0;
  int local = 0;
  static thread_local int kept;
  co_await coro::yield();
  kept = ++local;
}
