// RUN: %check %s coro-held-across-suspend

// An iterator into a container that another function erases from; the path, and
// who does it.

#include "coro.h"
#include <map>

std::map<int, int> cache;

void evict(int key) { cache.erase(key); }

task<> use(int key) {
  auto it = cache.find(key);
  co_await coro::yield();
  print(it->second);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' refers into 'cache' since before the coroutine was suspended; 'cache' may have changed by now
  // CHECK-NOTES: :[[@LINE-4]]:{{[0-9]+}}: note: 'it' refers into 'cache' from here on
  // CHECK-NOTES: :[[@LINE-4]]:3: note: the coroutine is suspended here
  // CHECK-NOTES: :[[@LINE-4]]:9: note: 'it' is used here
  // CHECK-NOTES: :11:{{[0-9]+}}: note: 'evict' calls 'erase', which invalidates it
  // CHECK-NOTES: :9:20: note: 'cache' is declared here
  // CHECK-NOTES: :[[@LINE-7]]:9: note: copy what is needed before the suspension, or look it up again after it
}
