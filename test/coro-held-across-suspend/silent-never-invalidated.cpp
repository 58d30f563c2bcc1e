// RUN: %check %s coro-held-across-suspend

// Nothing in the program invalidates it: insertion into a map moves no element,
// push_back on a deque no reference, and a table that is only read stays.

#include "coro.h"
#include <deque>
#include <list>
#include <map>
#include <unordered_map>
#include <vector>

std::map<int, int> sorted;
std::unordered_map<int, int> hashed;
std::deque<int> queue;
std::list<int> nodes;
std::vector<int> constant{1, 2, 3};

void change() {
  sorted.emplace(1, 2);
  hashed.emplace(1, 2);
  queue.push_back(1);
  nodes.push_front(1);
  constant[0] = 2;
}

task<> node_iterator() {
  auto it = sorted.begin();
  co_await coro::yield();
  print(it->second);
}

task<> reference_into_hash_table(int key) {
  int &value = hashed[key];
  co_await coro::yield();
  print(value);
}

task<> reference_into_deque() {
  int &front = queue.front();
  co_await coro::yield();
  print(front);
}

task<> list() {
  for (int n : nodes) {
    co_await coro::yield();
    print(n);
  }
}

task<> vector() {
  for (int n : constant) {
    co_await coro::yield();
    print(n);
  }
}
