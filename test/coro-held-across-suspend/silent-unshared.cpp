// RUN: %check %s coro-held-across-suspend

// A container that nobody else sees.

#include "coro.h"
#include <vector>

task<> own() {
  std::vector<int> items;
  items.push_back(1);
  for (int &item : items) {
    co_await coro::yield();
    print(item);
  }
  items.clear();
}

task<> by_value(std::vector<int> items) {
  for (int &item : items) {
    co_await coro::yield();
    print(item);
  }
  items.clear();
}
