// Of an object that is not all atomic, the atomic members look after themselves.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <atomic>
#include <string>

struct Metrics {
  std::atomic<int> hits{0};
  std::atomic<bool> stop{false};
  std::string last;
};
Metrics metrics;
Metrics others;

task<> counts() {
  ++metrics.hits;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'counts' writes mutable global 'metrics'
  co_await coro::yield();
  metrics.hits += 2;
  metrics.hits.fetch_add(1);
  if (metrics.hits > 3)
    metrics.stop = true;
}

task<> names() {
  ++others.hits;
  co_await coro::yield();
  others.last = "x";
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'names' writes mutable global 'others'
  // CHECK-MESSAGES-LOW: :[[@LINE-2]]:3: warning: coroutine 'names' writes mutable global 'others'
}
