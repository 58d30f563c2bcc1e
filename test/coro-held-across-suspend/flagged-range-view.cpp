// RUN: %check %s coro-held-across-suspend

// A view made by range adaptors goes over the container's own elements.

#include "coro.h"
#include <map>
#include <ranges>
#include <vector>

task<> wait(int n);

class store {
public:
  void reset() {
    items.clear();
    names.clear();
  }

  task<> filtered() {
    auto odd = items | std::views::filter([](int i) { return i % 2; });
    for (int i : odd)
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} refers into 'items' since before
      co_await wait(i);
  }

  task<> at_once() {
    for (int i : items | std::views::take(3))
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} refers into 'items' since before
      co_await wait(i);
  }

  task<> keys() {
    for (int key : names | std::views::keys)
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} refers into 'names' since before
      co_await wait(key);
  }

  task<> copied() {
    auto mine = items;
    for (int i : mine | std::views::take(3))
      co_await wait(i);
  }

  task<> numbers() {
    for (int i : std::views::iota(0, 3))
      co_await wait(i);
  }

private:
  std::vector<int> items;
  std::map<int, int> names;
};
