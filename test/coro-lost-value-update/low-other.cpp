// Any other change: the value goes on to decide something.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update --suffix=LOW -o MinConfidence=low

#include "coro.h"

task<> decides(int errors) {
  while (true) {
    errors += co_await coro::read();
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:5: warning: coroutine 'decides' changes its copy of 'errors'; the caller never sees the change [coro-lost-value-update]
    if (errors > 3)
      print("many errors");
  }
}

task<> ownFlag(bool running) {
  while (running)
    running = co_await coro::read() != 0;
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:5: warning: coroutine 'ownFlag' changes its copy of 'running'; the caller never sees the change [coro-lost-value-update]
}
