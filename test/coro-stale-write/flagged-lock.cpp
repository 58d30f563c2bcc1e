// RUN: %check %s coro-stale-write

// A lock that was dropped between, or taken too late.

#include "coro.h"

struct async_mutex {
  coro::pause_awaiter lock();
  void unlock();
};

async_mutex mutex;
int total;

task<> dropped() {
  co_await mutex.lock();
  int old = total;
  mutex.unlock();
  co_await coro::yield();
  co_await mutex.lock();
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
  mutex.unlock();
}

task<> taken_too_late() {
  int old = total;
  co_await mutex.lock();
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
  mutex.unlock();
}
