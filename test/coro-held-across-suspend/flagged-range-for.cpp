// RUN: %check %s coro-held-across-suspend

// A range-for over a member that another method changes: one finding for the
// loop.

#include "coro.h"
#include <vector>

class server {
  std::vector<int> sessions;
  void accept(int s) { sessions.push_back(s); }
  task<> broadcast() {
    for (int s : sessions) {
      // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the range-for refers into 'sessions' since before
      print(s);
      co_await coro::yield();
    }
  }
};
