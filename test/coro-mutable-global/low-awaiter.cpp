// A scheduler's queue behind an awaiter is the scheduler's, not the doing of each
// coroutine that awaits.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <vector>

static std::vector<std::coroutine_handle<>> ready_queue;

struct next_turn {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { ready_queue.push_back(h); }
  void await_resume() {}
};

task<> worker() {
  co_await next_turn();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:12: warning: coroutine 'worker' writes mutable global 'ready_queue' through 'next_turn::await_suspend' [coro-mutable-global]
}

task<> enlists(std::coroutine_handle<> self) {
  ready_queue.push_back(self);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'enlists' writes mutable global 'ready_queue' [coro-mutable-global]
  // CHECK-MESSAGES-LOW: :[[@LINE-2]]:3: warning: coroutine 'enlists' writes mutable global 'ready_queue' [coro-mutable-global]
  co_await coro::yield();
}

// Nor is the scheduler's book-keeping in a task's destructor.
static int tasks_alive;

struct counted_task {
  struct promise_type {
    counted_task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  ~counted_task() { --tasks_alive; }
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
counted_task child();

task<> parent() {
  co_await child();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:12: warning: coroutine 'parent' writes mutable global 'tasks_alive' through 'counted_task::~counted_task' [coro-mutable-global]
  auto kept = child();
  co_await kept;
}
