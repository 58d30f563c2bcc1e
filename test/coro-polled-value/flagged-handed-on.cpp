// Through a function on the way: its callers' variables, and who else gets them.
// RUN: %check %s coro-polled-value

#include "coro.h"

task<> poll(bool running) {
  while (running)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'running', a copy that nothing changes
    co_await coro::read();
}
task<> start(bool running) { return poll(running); }
task<> stop(bool running) {
  co_await coro::yield();
  running = false;
  print(running);
}
task<> startStop(bool running) { return stop(running); }
task<> caller() {
  bool running = true;
  co_await coro::gather(start(running), startStop(running));
}

task<> wait(bool go) {
  while (go)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'go', a copy that nothing changes
    co_await coro::read();
}
task<> halt(bool go) {
  co_await coro::yield();
  go = false;
  print(go);
}
task<> both(bool go) { return coro::gather(wait(go), halt(go)); }
task<> literal() { co_await both(true); }
