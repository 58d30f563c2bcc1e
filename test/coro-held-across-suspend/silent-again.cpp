// RUN: %check %s coro-held-across-suspend

// Looked up again, copied, or not used after the suspension.

#include "coro.h"
#include <map>
#include <vector>

std::map<int, int> cache;
std::vector<int> table;
void change(int key) {
  cache.erase(key);
  table.clear();
}

task<> looked_up_again(int key) {
  auto it = cache.find(key);
  print(it->second);
  co_await coro::yield();
  it = cache.find(key);
  print(it->second);
}

task<> copied(int key) {
  int value = cache.find(key)->second;
  co_await coro::yield();
  print(value);
}

task<> not_used_after() {
  int &first = table.front();
  first = 1;
  co_await coro::yield();
}

task<> loop_over_a_copy() {
  std::vector<int> copy = table;
  for (int &n : copy) {
    co_await coro::yield();
    print(n);
  }
}

task<> assigned_from_an_await(int i) {
  table[i] = co_await coro::read();
  table[i] += co_await coro::read();
}
