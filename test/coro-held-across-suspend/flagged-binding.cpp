// The structured binding of a range-for says no more than the range-for; one of
// a plain declaration is called by its name.
// RUN: %check %s coro-held-across-suspend

#include "coro.h"
#include <map>

task<int> fetch(int key);
std::map<int, int> data;

void forget(int key) { data.erase(key); }

task<> refresh() {
  for (auto &[key, value] : data)
    value = co_await fetch(1);
  // CHECK-MESSAGES: :[[@LINE-2]]:27: warning: the range-for refers into 'data' since before the coroutine was suspended
}

task<> first() {
  auto &[key, value] = *data.begin();
  co_await coro::yield();
  value = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'value' refers into 'data' since before the coroutine was suspended
}
