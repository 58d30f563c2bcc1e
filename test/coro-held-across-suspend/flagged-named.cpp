// RUN: %check %s coro-held-across-suspend

// What is said to be held is the variable, also where only its value is used.

#include "coro.h"
#include <unordered_map>
#include <vector>

std::unordered_map<int, int> cache;
std::vector<int> items;
void change() {
  cache.clear();
  items.clear();
}

void use(std::unordered_map<int, int>::iterator it);
void use(int *item);

task<> argument() {
  auto it = cache.find(3);
  co_await coro::yield();
  use(it);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[37]}}: warning: 'it' refers into 'cache'
}

task<> pointer() {
  int *first = items.data();
  co_await coro::yield();
  use(first);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[37]}}: warning: 'first' refers into 'items'
}

task<> advanced() {
  auto it = items.begin();
  co_await coro::yield();
  auto next = it + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'it' refers into 'items'
  print(*next);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'next' refers into 'items'
}
