// Sure where a sibling that got the same variable changes its copy, or the caller
// changes the variable after the call.
// RUN: %check %s coro-polled-value -o MinConfidence=high

#include "coro.h"

task<> onlyPolls(bool running) {
  while (running)
    co_await coro::yield();
}

task<> caller(bool stop) {
  while (!stop)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'stop', a copy that nothing changes
    co_await coro::yield();
}

task<> sibling(bool should_continue) {
  while (should_continue)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'should_continue', a copy that nothing changes
    co_await coro::yield();
}
task<> changesItsCopy(bool should_continue) {
  co_await coro::yield();
  should_continue = false;
}

void changesLater() {
  bool stop = false;
  coro::spawn(caller(stop));
  stop = true;
}

task<> gathers() {
  bool should_continue = true;
  co_await coro::gather(sibling(should_continue),
                        changesItsCopy(should_continue));
}
