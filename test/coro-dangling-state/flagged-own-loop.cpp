// RUN: %check %s coro-dangling-state

// Who lets time pass on the object that a task was given to run does not wait
// for the task, and neither does a coroutine in sight that does no more.

#include "coro.h"

struct loop {
  struct pause {
    loop &on;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() const noexcept {}
  };
  pause sleep(int) { return {*this}; }
  pause yield() { return {*this}; }
  pause idle() { return {*this}; }
  void spawn(task<> t);
};

task<> count(loop &l, int &n) {
  co_await l.yield();
  ++n;
}
task<> rest(loop &l) { co_await l.yield(); }

task<> sleeps(loop &l) {
  int n = 0;
  l.spawn(count(l, n));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'count' refers to 'n', which may end before it does
  co_await l.sleep(1);
}
task<> yields(loop &l) {
  int n = 0;
  l.spawn(count(l, n));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'count' refers to 'n', which may end before it does
  co_await l.yield();
}
task<> awaitsAnother(loop &l) {
  int n = 0;
  l.spawn(count(l, n));
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: 'count' refers to 'n', which may end before it does
  co_await rest(l);
}

task<> awaitsIdle(loop &l) {
  int n = 0;
  l.spawn(count(l, n));
  co_await l.idle();
}

// The closure that the lambda looks into for 'l' has ended.
task<> closure(loop &l) {
  task<> t = [&l]() -> task<> { co_await l.yield(); }();
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: the lambda refers to the closure, which ends before it does
  co_await coro::move_(t);
}
