// RUN: %check %s coro-unsequenced-await

// An await that never suspends.

#include "coro.h"

struct now {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  int await_resume() const noexcept { return 1; }
};

int total;

task<> ready() { total = total + co_await now(); }
