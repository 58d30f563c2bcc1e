// RUN: %check %s coro-check-then-act

// The test and the change stand in functions.

#include "coro.h"
#include <map>

task<int> load(int key);

class store {
  std::map<int, int> items;

  bool has(int key) const { return items.count(key) != 0; }
  void put(int key, int value) { items[key] = value; }

public:
  task<> fetch(int key) {
    if (has(key))
      co_return;
    put(key, co_await load(key));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'items' is changed on the strength of a test
  }
};

std::map<int, int> cache;
void remember(int key, int value) { cache[key] = value; }
task<> fetch(int key) {
  if (!cache.contains(key))
    remember(key, co_await load(key));
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'cache' is changed on the strength of a test
}
