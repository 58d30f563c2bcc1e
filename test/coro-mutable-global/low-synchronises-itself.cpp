// A class that locks a mutex of its own, or is all atomic, looks after itself.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <atomic>
#include <map>
#include <mutex>

class Cache {
public:
  void put(int key, int value) {
    std::lock_guard<std::mutex> lock(mutex);
    items[key] = value;
  }

private:
  std::mutex mutex;
  std::map<int, int> items;
};
static Cache cache;

struct Metrics {
  std::atomic<int> hits{0};
  std::atomic<int> misses{0};
  void hit() { ++hits; }
};
Metrics metrics;

task<> worker(int key) {
  metrics.hit();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'metrics'
  cache.put(key, co_await coro::read());
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'cache'
}
