// A global coroutine handle, and an arena that coroutines allocate from.
// RUN: %check %s coro-mutable-global

#include "coro.h"

std::coroutine_handle<> waiting;

struct wait_here {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) noexcept { waiting = h; }
  void await_resume() const noexcept {}
};

struct Arena {
  char bytes[1024];
  unsigned used = 0;
  void *allocate(unsigned size) {
    void *p = bytes + used;
    used += size;
    return p;
  }
};
Arena arena;

task<> waits() {
  waiting = nullptr;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'waits' writes mutable global 'waiting' [coro-mutable-global]
  co_await wait_here();
}

task<> allocates() {
  void *p = arena.allocate(16);
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'allocates' writes mutable global 'arena' through 'Arena::allocate' [coro-mutable-global]
  co_await coro::yield();
  print(p ? "yes" : "no");
}
