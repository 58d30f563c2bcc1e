// RUN: %check %s coro-held-across-suspend

// A caller that waits changes nothing meanwhile; one that goes on does.

#include "coro.h"
#include <memory>
#include <vector>

task<> each(std::vector<int> &items) {
  for (int item : items) {
    co_await coro::yield();
    (void)item;
  }
}

task<> fills_and_waits() {
  std::vector<int> items;
  items.push_back(1);
  co_await each(items);
  items.clear();
}

task<> owned() {
  auto items = std::make_shared<std::vector<int>>();
  items->push_back(1);
  co_await each(*items);
}

task<> beside(std::vector<int> &items) {
  for (int item : items) {
    // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the range-for refers into 'items'
    co_await coro::yield();
    (void)item;
  }
}

task<> goes_on() {
  std::vector<int> items;
  coro::task_group group;
  group.spawn(beside(items));
  items.push_back(1);
  co_await group.join();
}
