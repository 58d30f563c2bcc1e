// RUN: %check %s coro-dangling-state

// A combinator's task, which runs closures, is returned.

#include "coro.h"
#include <vector>

template <typename Range, typename Each>
task<> max_concurrent_for_each(Range &, Each) {
  return task<>({});
}

task<> returned(std::vector<int> &all) {
  int sum = 0;
  return max_concurrent_for_each(all, [&sum](int n) -> task<> {
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the lambda refers to 'sum', which ends before it does
    co_await coro::yield();
    sum += n;
  });
}

task<> awaited(std::vector<int> &all) {
  int sum = 0;
  co_await max_concurrent_for_each(all, [&sum](int n) -> task<> {
    co_await coro::yield();
    sum += n;
  });
}
