// RUN: %check %s coro-check-then-act -o MinConfidence=low

// Nobody else sees it.

#include "coro.h"
#include <map>

task<int> load(int key);

task<> local(int key) {
  std::map<int, int> cache;
  if (!cache.contains(key))
    cache[key] = co_await load(key);
}

task<> parameter(int left) {
  while (left > 0) {
    co_await load(left);
    --left;
  }
}
