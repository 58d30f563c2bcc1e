// RUN: %check %s coro-check-then-act

// A queue that was not empty; somebody else takes from it too.

#include "coro.h"
#include <deque>

task<> send(int item);

class writer {
  std::deque<int> queue;

public:
  task<> drain() {
    while (!queue.empty()) {
      co_await send(queue.front());
      queue.pop_front();
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'queue' is changed on the strength of a test
    }
  }
  void drop() { queue.pop_front(); }
};
