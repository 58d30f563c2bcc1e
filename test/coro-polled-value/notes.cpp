// The way of the signal that never arrives, and the cure.
// RUN: %check %s coro-polled-value

#include "coro.h"

task<> waits(bool stop) {
  while (!stop)
    co_await coro::yield();
}

void starts() {
  bool stop = false;
  coro::spawn(waits(stop));
  stop = true;
}
// CHECK-MESSAGES: :[[@LINE-9]]:11: warning: loop waits for 'stop', a copy that nothing changes: the signal can never arrive [coro-polled-value]
// CHECK-NOTES: :[[@LINE-4]]:21: note: 'starts' passes a copy here
// CHECK-NOTES: :[[@LINE-11]]:11: note: only the copy is tested here
// CHECK-NOTES: :[[@LINE-5]]:3: note: 'starts' changes its variable here, not the copy
// CHECK-NOTES: :[[@LINE-14]]:19: note: 'stop' is taken by value by coroutine 'waits' here
// CHECK-NOTES: :[[@LINE-14]]:11: note: pass one state object instead: a struct that holds 'stop', owned by 'starts', taken by 'waits'
