// RUN: %check %s coro-held-across-suspend
// RUN: %check %s coro-held-across-suspend --suffix=LOW -o MinConfidence=low

// A member that only this coroutine changes, before or after the loop.

#include "coro.h"
#include <vector>

class session {
  std::vector<int> pending;
  task<> flush() {
    for (int &n : pending) {
      // CHECK-MESSAGES-LOW: :[[@LINE-1]]:{{[0-9]+}}: warning: the range-for refers into 'pending'
      co_await coro::yield();
      print(n);
    }
    pending.clear();
  }
};
