// RUN: %check %s coro-check-then-act -o MinConfidence=low

// The state is changed before the suspension, so that others see it taken.

#include "coro.h"
#include <atomic>
#include <map>
#include <set>

std::map<int, int> cache;
std::set<int> loading;
bool busy;
std::atomic<bool> taken;
int tokens;
task<int> load(int key);

task<> flag() {
  if (busy)
    co_return;
  busy = true;
  cache[0] = co_await load(0);
  busy = false;
}

task<> exchanged() {
  if (taken.exchange(true))
    co_return;
  if (!cache.contains(0))
    cache[0] = co_await load(0);
  taken = false;
}

task<> marked(int key) {
  if (cache.contains(key) || loading.contains(key))
    co_return;
  loading.insert(key);
  cache[key] = co_await load(key);
  loading.erase(key);
}

task<> inserted(int key) {
  if (cache.contains(key) || !loading.insert(key).second)
    co_return;
  cache[key] = co_await load(key);
  loading.erase(key);
}

bool claim() {
  if (busy)
    return false;
  busy = true;
  return true;
}
task<> by_a_function() {
  if (!claim())
    co_return;
  if (!cache.contains(0))
    cache[0] = co_await load(0);
  busy = false;
}

task<> placeholder(int key) {
  if (!cache.contains(key)) {
    cache[key] = 0;
    cache[key] = co_await load(key);
  }
}

task<> reserved() {
  if (tokens == 0)
    co_return;
  --tokens;
  co_await coro::yield();
  ++tokens;
}

task<> when_it_is_free(int key) {
  while (loading.contains(key))
    co_await coro::yield();
  if (!cache.contains(key)) {
    loading.insert(key);
    cache[key] = co_await load(key);
    loading.erase(key);
  }
}

std::map<int, int> waiting;
task<> send(std::map<int, int> batch);
task<> moved_out() {
  if (waiting.empty())
    co_return;
  auto batch = static_cast<std::map<int, int> &&>(waiting);
  waiting.clear();
  co_await send(batch);
  waiting.clear();
}
