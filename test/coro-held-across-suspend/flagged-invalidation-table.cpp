// RUN: %check %s coro-held-across-suspend

// The standard's tables: rehashing ends iterators, the ends of a deque end
// iterators.

#include "coro.h"
#include <deque>
#include <unordered_map>

std::unordered_map<int, int> hashed;
std::deque<int> queue;

void change() {
  hashed.emplace(1, 2);
  queue.push_back(1);
}

task<> hash_iterator(int key) {
  auto it = hashed.find(key);
  co_await coro::yield();
  print(it->second);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'it' refers into 'hashed'
}

task<> deque_iterator() {
  auto it = queue.begin();
  co_await coro::yield();
  print(*it);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'it' refers into 'queue'
}
