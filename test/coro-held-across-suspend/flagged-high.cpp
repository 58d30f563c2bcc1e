// RUN: %check %s coro-held-across-suspend -o MinConfidence=high

// The one that changes it runs beside the one that holds it.

#include "coro.h"
#include <vector>

task<> produce(std::vector<int> &items) {
  while (co_await coro::read())
    items.push_back(1);
}

task<> consume(std::vector<int> &items) {
  for (int &item : items) {
    // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: the range-for refers into 'items'
    co_await coro::yield();
    print(item);
  }
}

task<> both() {
  std::vector<int> items;
  co_await coro::when_all(produce(items), consume(items));
}
