// A const object is mutable where a mutable member is written through it.
// RUN: %check %s coro-mutable-global

#include "coro.h"

struct Cache {
  mutable int hits = 0;
  int size = 4;
  void touch() const { ++hits; }
};
const Cache cache;

task<> worker() {
  cache.touch();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'cache' through 'Cache::touch' [coro-mutable-global]
  co_await coro::yield();
  print(cache.size);
}
