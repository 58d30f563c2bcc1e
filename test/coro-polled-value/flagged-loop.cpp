// A loop that only a value taken by value can end, and nothing changes it.
// RUN: %check %s coro-polled-value

#include "coro.h"
#include <vector>

task<> truth(bool running) {
  while (running)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'running', a copy that nothing changes: the signal can never arrive [coro-polled-value]
    co_await coro::yield();
}
task<> negated(bool stop) {
  while (!stop)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'stop', a copy that nothing changes: the signal can never arrive [coro-polled-value]
    co_await coro::yield();
}
task<> conjunction(bool stop) {
  int n = 0;
  while (!stop && n < 10)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'stop', a copy that nothing changes
    n += co_await coro::read();
}
task<> secondOperand(bool running) {
  int n = 0;
  while (n < 10 && running)
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: loop waits for 'running', a copy that nothing changes
    n += co_await coro::read();
}
task<> doWhile(bool again) {
  do {
    co_await coro::yield();
  } while (again);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: loop waits for 'again', a copy that nothing changes
}
task<> forLoop(bool active) {
  for (int i = 0; active; ++i)
    // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: loop waits for 'active', a copy that nothing changes
    co_await coro::sleep(i);
}
task<> asNumber(int running) {
  while (running)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'running', a copy that nothing changes
    co_await coro::yield();
}
task<> compared(bool done) {
  while (done == false)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'done', a copy that nothing changes
    co_await coro::yield();
}
enum class State { Running, Stopped };
task<> enumerated(State state) {
  while (state != State::Stopped)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'state', a copy that nothing changes
    co_await coro::yield();
}
task<> phases(int phase) {
  while (phase < 3)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'phase', a copy that nothing changes
    co_await coro::yield();
}
struct Control {
  bool running = true;
  struct {
    bool stop = false;
  } inner;
};
task<> field(Control control) {
  while (control.running)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'control.running', a copy that nothing changes
    co_await coro::yield();
}
task<> deepField(Control control) {
  while (!control.inner.stop)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'control.inner.stop', a copy that nothing changes
    co_await coro::yield();
}
task<> container(std::vector<int> queue) {
  while (queue.empty())
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'queue', a copy that nothing changes
    co_await coro::yield();
}
generator<int> yields(bool running) {
  while (running)
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'running', a copy that nothing changes
    co_yield 1;
}
task<> constant(const bool stop) {
  while (!stop)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'stop', a copy that nothing changes
    co_await coro::yield();
}
template <typename T> task<> inTemplate(bool running, T value) {
  while (running) {
    // CHECK-MESSAGES: :[[@LINE-1]]:10: warning: loop waits for 'running', a copy that nothing changes
    co_await coro::yield();
    print(value);
  }
}
template task<> inTemplate(bool, int);
template task<> inTemplate(bool, long);

struct Service {
  task<> run(bool stopped) const {
    while (!stopped)
      // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: loop waits for 'stopped', a copy that nothing changes
      co_await coro::yield();
  }
};

task<> mask(unsigned flags) {
  while (!(flags & 1u))
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: loop waits for 'flags', a copy that nothing changes
    co_await coro::yield();
}
task<> copyOfCopy(bool stop) {
  bool stopped = stop;
  while (!stopped)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: loop waits for 'stop', a copy that nothing changes
    co_await coro::yield();
}
task<> copyThatChanges(bool stop) {
  bool stopped = stop;
  while (!stopped) {
    co_await coro::yield();
    stopped = true;
  }
}
