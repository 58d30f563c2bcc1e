// RUN: %check %s coro-thread-local-across-suspend

// A thread_local that is set before a suspension and read after it; the path.

#include "coro.h"

thread_local int request;
thread_local int depth;

task<> handle(int id) {
  request = id;
  co_await coro::yield();
  print(request);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'request' was set before the coroutine was suspended and is read after it; another thread, or another coroutine, may own it by now
  // CHECK-NOTES: :[[@LINE-4]]:3: note: 'request' is set here
  // CHECK-NOTES: :[[@LINE-4]]:3: note: the coroutine is suspended here
  // CHECK-NOTES: :[[@LINE-4]]:9: note: 'request' is read here
  // CHECK-NOTES: :7:18: note: 'request' is declared thread_local here
  // CHECK-NOTES: :[[@LINE-8]]:3: note: keep the value in a local of the coroutine before the suspension
}
