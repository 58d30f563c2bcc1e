// A proxy or handle stands for what it points to: changing that is no change of
// the copy. A field of its own still is.
// RUN: %check %s coro-lost-value-update

#include "coro.h"
#include <vector>

struct Handle {
  int *target;
  int uses = 0;
  Handle &operator=(int value) {
    *target = value;
    return *this;
  }
  void set(int value) { *target = value; }
  void use() { ++uses; }
};

task<> bit(std::vector<bool>::reference value) {
  value = co_await coro::read() != 0;
}
task<> assigned(Handle handle) { handle = co_await coro::read(); }
task<> method(Handle handle) { handle.set(co_await coro::read()); }
task<> field(Handle handle) {
  co_await coro::yield();
  ++handle.uses;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'field' changes its copy of 'handle'
}
task<> ownMethod(Handle handle) {
  co_await coro::yield();
  handle.use();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'ownMethod' changes its copy of 'handle'
}

// Nothing says what a T is that nobody names: an iterator, say.
template <typename T> task<> pattern(T first) {
  co_await coro::yield();
  ++first;
}
