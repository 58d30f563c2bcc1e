// RUN: %check %s coro-check-then-act -o MinConfidence=low

// Tested again after the suspension.

#include "coro.h"
#include <map>

std::map<int, int> cache;
int balance;
task<int> load(int key);
task<> pay(int amount);

task<> double_checked(int key) {
  if (!cache.contains(key)) {
    int value = co_await load(key);
    if (!cache.contains(key))
      cache[key] = value;
  }
}

task<> on_every_path(int amount, bool log) {
  if (balance < amount)
    co_return;
  if (log)
    co_await pay(0);
  else
    co_await pay(amount);
  if (balance < amount)
    co_return;
  balance -= amount;
}

task<> in_one_go(int key) {
  if (cache.contains(key))
    co_return;
  int value = co_await load(key);
  auto [place, fresh] = cache.try_emplace(key, value);
  if (fresh)
    print(place->second);
}

void put(int key, int value) {
  if (!cache.contains(key))
    cache[key] = value;
}
task<> in_a_function(int key) {
  if (!cache.contains(key))
    put(key, co_await load(key));
}
