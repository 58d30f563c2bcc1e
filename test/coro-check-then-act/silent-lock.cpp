// RUN: %check %s coro-check-then-act -o MinConfidence=low

// A coroutine mutex is held from the test to the change.

#include "coro.h"
#include <map>

struct async_mutex {
  struct guard {
    ~guard();
  };
  struct awaiter {
    bool await_ready();
    void await_suspend(std::coroutine_handle<>);
    guard await_resume();
  };
  awaiter scoped_lock();
};

async_mutex mutex;
std::map<int, int> cache;
task<int> load(int key);

task<int> get(int key) {
  auto guard = co_await mutex.scoped_lock();
  if (!cache.contains(key))
    cache[key] = co_await load(key);
  co_return cache[key];
}
