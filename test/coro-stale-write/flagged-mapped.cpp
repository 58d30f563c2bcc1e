// RUN: %check %s coro-stale-write

// What a map has for a key is one state, whatever leads there.

#include "coro.h"
#include <map>

struct table {
  std::map<int, int> of;
  void set(int key) { of[key] = 0; }

  task<> iterator(int key) {
    auto it = of.find(key);
    int n = it->second;
    co_await coro::yield();
    of[key] = n + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'of[...]' is written from a value that was read before the coroutine was suspended
  }
  task<> indexAndAt(int key) {
    int n = of[key];
    co_await coro::yield();
    of.at(key) = n + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'of[...]' is written from a value that was read before the coroutine was suspended
  }
  task<> reference(int key, int other) {
    int &here = of[key];
    int n = here;
    co_await coro::yield();
    of[other] = n;
    of[key] = n + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'of[...]' is written from a value that was read before the coroutine was suspended
  }
};
