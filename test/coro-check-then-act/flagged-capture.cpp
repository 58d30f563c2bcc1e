// RUN: %check %s coro-check-then-act

// By-reference captures.

#include "coro.h"
#include <map>

task<int> load(int key);

task<> both() {
  std::map<int, int> cache;
  auto get = [&cache](int key) -> task<> {
    if (!cache.contains(key))
      cache[key] = co_await load(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'cache' is changed on the strength of a test
  };
  co_await coro::when_all(get(1), get(2));
}
