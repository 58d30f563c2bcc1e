// RUN: %check %s coro-check-then-act

// Loaded because it was not there, and stored though it may be there by now.

#include "coro.h"
#include <map>
#include <set>

std::map<int, int> cache;
std::set<int> names;
task<int> load(int key);

task<> contains(int key) {
  if (!cache.contains(key))
    cache[key] = co_await load(key); // the right operand comes first
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'cache' is changed on the strength of a test
}

task<> find(int key) {
  if (cache.find(key) == cache.end()) {
    int value = co_await load(key);
    cache[key] = value;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'cache' is changed on the strength of a test
  }
}

task<int> found(int key) {
  if (auto it = cache.find(key); it != cache.end())
    co_return it->second;
  int value = co_await load(key);
  cache.emplace(key, value);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'cache' is changed on the strength of a test
  co_return value;
}

task<> count(int key) {
  const bool known = names.count(key) != 0;
  if (!known) {
    co_await load(key);
    names.insert(key);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'names' is changed on the strength of a test
  }
}
