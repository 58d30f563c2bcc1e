// A flag that is tested and set before the suspension keeps others out.
// RUN: %check %s coro-stale-write
// RUN: %check %s coro-stale-write --suffix=LOW -o MinConfidence=low

#include "coro.h"

class feed {
public:
  void clear() {
    busy = false;
    total = 0;
  }

  task<> claimed() {
    if (busy)
      co_return;
    busy = true;
    const int old = total;
    const int more = co_await coro::read();
    total = old + more;
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:5: warning: 'total' is written from
    busy = false;
  }

  task<> tested() {
    if (busy)
      co_return;
    const int old = total;
    const int more = co_await coro::read();
    total = old + more;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
    // CHECK-MESSAGES-LOW: :[[@LINE-2]]:5: warning: 'total' is written from
  }

  task<> set() {
    busy = true;
    const int old = total;
    const int more = co_await coro::read();
    total = old + more;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
    // CHECK-MESSAGES-LOW: :[[@LINE-2]]:5: warning: 'total' is written from
    busy = false;
  }

private:
  bool busy = false;
  int total = 0;
};
