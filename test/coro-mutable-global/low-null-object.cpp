// What a function gives where it finds nothing is not what its callers write.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <map>

struct Item {
  int uses = 0;
  void use() { ++uses; }
};

class Shelf {
public:
  Item &find(int key) {
    static Item none;
    auto found = items.find(key);
    return found == items.end() ? none : found->second;
  }

private:
  std::map<int, Item> items;
};

task<> use(Shelf &shelf, int key) {
  co_await coro::yield();
  shelf.find(key).use();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'use' may write mutable global 'none' through 'Item::use'
  ++shelf.find(key).uses;
}

Item &only() {
  static Item one;
  return one;
}

task<> useOnly() {
  co_await coro::yield();
  only().use();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'useOnly' writes mutable global 'one' through 'Item::use'
  // CHECK-MESSAGES-LOW: :[[@LINE-2]]:3: warning: coroutine 'useOnly' writes mutable global 'one' through 'Item::use'
}
