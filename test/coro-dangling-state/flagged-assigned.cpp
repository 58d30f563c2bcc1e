// RUN: %check %s coro-dangling-state

// A task that is assigned to a member lives on.

#include "coro.h"
#include "resumable.h"

resumable count(int &n) {
  co_await coro::yield();
  ++n;
}

struct worker {
  resumable running;
  int mine = 0;

  void local() {
    int n = 0;
    running = count(n);
    // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'count' refers to 'n', which may end before it does
  }
  void own() { running = count(mine); }
  resumable awaited() {
    int n = 0;
    running = count(n);
    co_await running;
  }
};
