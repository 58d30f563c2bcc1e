// Atomics and synchronisation types are made for it.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <semaphore>

std::atomic<int> hits;
std::atomic_flag busy;
std::atomic<bool> stop;
std::mutex mutex;
std::condition_variable changed;
std::counting_semaphore<4> slots(4);
std::once_flag once;

task<> worker() {
  ++hits;
  hits += 2;
  hits.fetch_add(1);
  stop = true;
  stop.store(false, std::memory_order_relaxed);
  busy.test_and_set();
  if (hits > 3 || stop)
    co_return;
  {
    std::lock_guard lock(mutex);
  }
  changed.notify_all();
  slots.release();
  co_await coro::yield();
}
