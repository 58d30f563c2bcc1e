// RUN: %check %s coro-check-then-act
// RUN: %check %s coro-check-then-act --suffix=LOW -o MinConfidence=low

// Nobody in sight does the same: a flag that is set, a member that one coroutine
// alone uses, what the only caller lends and waits for.

#include "coro.h"
#include <deque>

task<> dial();
bool connected;

task<> connect() {
  if (connected)
    co_return;
  co_await dial();
  connected = true;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: 'connected' is changed on the strength of a test
}

class session {
  int credit = 0;
  task<> use() {
    if (credit > 0) {
      co_await dial();
      --credit;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:{{[0-9]+}}: warning: 'credit' is changed on the strength of a test
    }
  }
};

// One writer; others only add.
class writer {
  std::deque<int> queue;

public:
  task<> drain() {
    while (!queue.empty()) {
      co_await dial();
      queue.pop_front();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:7: warning: 'queue' is changed on the strength of a test
    }
  }
  void deliver(int item) { queue.push_back(item); }
};

task<> take(int &left) {
  if (left > 0) {
    co_await dial();
    --left;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:{{[0-9]+}}: warning: 'left' is changed on the strength of a test
  }
}
task<> only() {
  int left = 3;
  co_await take(left);
}
