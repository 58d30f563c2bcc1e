// A global that a coroutine moves from is another one afterwards; a copy changes
// nothing.
// RUN: %check %s coro-mutable-global

#include "coro.h"
#include <memory>
#include <string>
#include <vector>

std::vector<int> queue;
std::unique_ptr<int> owner;
std::string name;
std::string title;

task<> drain() {
  co_await coro::yield();
  auto batch = std::move(queue);
  // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: coroutine 'drain' writes mutable global 'queue'
  std::unique_ptr<int> mine;
  mine = std::move(owner);
  // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: coroutine 'drain' writes mutable global 'owner'
  std::string text{std::move(name)};
  // CHECK-MESSAGES: :[[@LINE-1]]:15: warning: coroutine 'drain' writes mutable global 'name'
  std::string copy = title;
}
