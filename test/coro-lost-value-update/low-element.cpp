// Choosing an element is a use of the index.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <vector>

task<> at(std::vector<int> &slots, int index) {
  co_await coro::yield();
  ++index;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'at' changes its copy of 'index'
  slots.at(index) = 1;
}
task<> subscript(int *slots, int index) {
  slots[index] = index;
  co_await coro::yield();
  ++index;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'subscript' changes its copy of 'index'
  slots[index] = 0;
}
