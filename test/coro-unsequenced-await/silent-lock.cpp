// RUN: %check %s coro-unsequenced-await

// Under a coroutine mutex nobody changes it.

#include "coro.h"

struct async_mutex {
  coro::pause_awaiter lock();
  void unlock();
};

async_mutex mutex;
int total;

task<> locked() {
  co_await mutex.lock();
  total = total + co_await coro::read();
  mutex.unlock();
}
