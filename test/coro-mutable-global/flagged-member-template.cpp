// A member template of a class template is what its instantiations are.
// RUN: %check %s coro-mutable-global

#include "coro.h"

static int hits = 0;

template <typename T> struct worker {
  template <typename U> void bump(U by) { hits += int(by); }
  template <typename U> task<> work(U by) {
    bump(by);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'worker::work' writes mutable global 'hits' through 'worker::bump' [coro-mutable-global]
    co_await coro::yield();
  }
};

task<> all() {
  worker<int> w;
  co_await w.work(2L);
}
