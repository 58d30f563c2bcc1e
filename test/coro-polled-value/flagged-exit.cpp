// An exit from a loop that suspends, decided by a value taken by value.
// RUN: %check %s coro-polled-value

#include "coro.h"

task<> returns(bool stop) {
  for (;;) {
    if (stop)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'stop', a copy that nothing changes: the signal can never arrive [coro-polled-value]
      co_return;
    co_await coro::yield();
  }
}
task<> breaks(bool running) {
  while (true) {
    co_await coro::yield();
    if (!running)
      // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: exit waits for 'running', a copy that nothing changes
      break;
  }
}
task<> elseBreaks(bool running) {
  while (true) {
    if (running)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'running', a copy that nothing changes
      co_await coro::yield();
    else
      break;
  }
}
task<> disjunction(bool cancelled) {
  for (int i = 0;; ++i) {
    if (cancelled || i > 10)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'cancelled', a copy that nothing changes
      co_return;
    co_await coro::yield();
  }
}
task<> afterWork(bool done) {
  for (int i = 0; i < 10; ++i) {
    co_await coro::yield();
    if (done) {
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'done', a copy that nothing changes
      print("done");
      co_return;
    }
  }
}
task<> innerLoop(bool stop) {
  while (true) {
    co_await coro::yield();
    for (int i = 0; i < 3; ++i)
      if (stop)
        // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: exit waits for 'stop', a copy that nothing changes
        co_return;
  }
}
task<> throughThrow(bool aborted) {
  while (true) {
    co_await coro::yield();
    if (aborted)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'aborted', a copy that nothing changes
      throw 1;
  }
}
enum class Signal { None, Stop };
task<> enumerated(Signal signal) {
  while (true) {
    if (signal == Signal::Stop)
      // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: exit waits for 'signal', a copy that nothing changes
      co_return;
    co_await coro::yield();
  }
}
// Without a loop, but after a suspension, and more is to be waited for.
task<> steps(bool stop) {
  co_await coro::yield();
  if (stop)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: exit waits for 'stop', a copy that nothing changes
    co_return;
  co_await coro::yield();
}
