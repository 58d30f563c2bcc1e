// A by-copy capture is a value taken by value.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value --suffix=HIGH -o MinConfidence=high

#include "coro.h"

void starts() {
  bool running = true;
  bool stop = false;
  auto polls = [running]() -> task<> {
    while (running)
      // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: loop waits for 'running', a copy that nothing changes
      // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:12: warning: loop waits for 'running', a copy that nothing changes
      co_await coro::yield();
  };
  coro::spawn(polls());
  running = false;
  auto exits = [=]() -> task<> {
    while (true) {
      if (stop)
        // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: exit waits for 'stop', a copy that nothing changes
        co_return;
      co_await coro::yield();
    }
  };
  coro::spawn(exits());
}
