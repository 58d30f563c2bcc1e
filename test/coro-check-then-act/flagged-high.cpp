// RUN: %check %s coro-check-then-act -o MinConfidence=high

// Two of it run beside each other.

#include "coro.h"
#include <map>

task<int> load(int key);

task<int> get(std::map<int, int> &cache, int key) {
  if (!cache.contains(key))
    cache[key] = co_await load(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'cache' is changed on the strength of a test
  co_return cache[key];
}

task<> both() {
  std::map<int, int> cache;
  co_await coro::when_all(get(cache, 1), get(cache, 1));
}
