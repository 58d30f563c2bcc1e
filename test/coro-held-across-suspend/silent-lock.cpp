// RUN: %check %s coro-held-across-suspend

// Under a coroutine mutex.

#include "coro.h"
#include <vector>

struct async_mutex {
  coro::pause_awaiter lock();
  void unlock();
};

async_mutex mutex;
std::vector<int> table;

task<> add(int n) {
  co_await mutex.lock();
  table.push_back(n);
  mutex.unlock();
}

task<> locked() {
  co_await mutex.lock();
  for (int &n : table) {
    co_await coro::yield();
    print(n);
  }
  mutex.unlock();
}
