// Methods that change a container change the global.
// RUN: %check %s coro-mutable-global

#include "coro.h"
#include <map>
#include <string>
#include <vector>

std::vector<int> queue;
std::map<int, int> cache;
std::string text;
std::vector<int> sorted;
int erased[3];

template <typename T> class Ring {
public:
  void push(T value) { items[end++ % 8] = value; }
  T *begin() { return items; }
  T *end_() { return items + end; }

private:
  T items[8];
  int end = 0;
};
Ring<int> ring;

task<> pushes() {
  queue.push_back(co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'pushes' writes mutable global 'queue'
}

task<> subscripts(int key) {
  if (!cache.contains(key))
    cache[key] = co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'subscripts' writes mutable global 'cache'
}

task<> appends() {
  text += "!";
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'appends' writes mutable global 'text'
  co_await coro::yield();
}

task<> iterates() {
  for (int &n : sorted)
    n = 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'iterates' writes mutable global 'sorted'
  co_await coro::yield();
}

task<> own() {
  ring.push(co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'own' writes mutable global 'ring'
}
