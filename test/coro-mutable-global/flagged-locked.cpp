// A lock that the coroutine takes keeps threads out; the global stays one. A
// function that takes the lock for its callers looks after its variables.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <mutex>

std::mutex guard;
int hits;
int misses;

void miss() {
  std::lock_guard<std::mutex> lock(guard);
  ++misses;
}

task<> worker() {
  co_await coro::yield();
  {
    std::lock_guard<std::mutex> lock(guard);
    ++hits;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'worker' writes mutable global 'hits'
    // CHECK-MESSAGES-LOW: :[[@LINE-2]]:5: warning: coroutine 'worker' writes mutable global 'hits'
  }
  miss();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'misses' through 'miss'
}
