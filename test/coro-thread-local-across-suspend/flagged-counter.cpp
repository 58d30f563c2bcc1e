// RUN: %check %s coro-thread-local-across-suspend

// Counted up before the suspension, down after it, perhaps on another thread.

#include "coro.h"

thread_local int depth;

task<> nested(bool wait) {
  ++depth;
  if (wait)
    co_await coro::yield();
  --depth;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'depth' was set before the coroutine was suspended
}
