// RUN: %check %s coro-stale-write

// A coroutine mutex is held from the read to the write.

#include "coro.h"

struct lock {
  lock(lock &&);
  ~lock();
};
struct lock_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  lock await_resume() noexcept;
};
struct async_mutex {
  lock_awaiter scoped_lock();
  coro::pause_awaiter lock();
  void unlock();
};

async_mutex mutex;
int total;

task<> guard() {
  auto held = co_await mutex.scoped_lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
}

task<> explicitly() {
  co_await mutex.lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  mutex.unlock();
}
