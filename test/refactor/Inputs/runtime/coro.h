//===- coro.h - A coroutine library for programs that tests run -*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same library as test/Inputs/coro.h as far as the programs here need it,
// but one that runs: a lazy task, one thread, a queue of what is ready. It is
// included as a system header, so that only the program is linted.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TEST_RUNTIME_CORO_H
#define COTIDY_TEST_RUNTIME_CORO_H

#include <coroutine>

extern "C" int printf(const char *, ...);

namespace coro {

template <typename T> T &&move_(T &t) { return static_cast<T &&>(t); }

/// What is ready, first come, first served. Cells live where the waiting are.
struct cell {
  std::coroutine_handle<> waiting;
  cell *next = nullptr;
};
struct queue {
  cell *first = nullptr;
  cell **last = &first;
  void push(cell &c) {
    c.next = nullptr;
    *last = &c;
    last = &c.next;
  }
  void run() {
    while (first) {
      cell &c = *first;
      first = c.next;
      if (!first)
        last = &first;
      c.waiting.resume();
    }
  }
};
inline queue ready;

/// How many tasks still run, and who goes on when none does.
struct join_point {
  int running = 0;
  std::coroutine_handle<> waiting;
};

struct promise_base {
  std::coroutine_handle<> awaiter;
  join_point *join = nullptr;
  bool detached = false;
  cell place;

  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <typename P>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<P> ended) const noexcept {
      promise_base &p = ended.promise();
      std::coroutine_handle<> next = std::noop_coroutine();
      if (p.awaiter)
        next = p.awaiter;
      else if (p.join && --p.join->running == 0 && p.join->waiting)
        next = p.join->waiting;
      if (p.detached)
        ended.destroy();
      return next;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  final_awaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() { __builtin_trap(); }
};

template <typename T = void> class task;
template <typename T> struct promise : promise_base {
  T result{};
  task<T> get_return_object();
  void return_value(T value) { result = move_(value); }
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object();
  void return_void() {}
};

/// A lazy task: it starts when it is awaited.
template <typename T> class [[nodiscard]] task {
public:
  using promise_type = promise<T>;

  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  task(task &&other) noexcept : handle(other.handle) { other.handle = nullptr; }
  task(const task &) = delete;
  ~task() {
    if (handle)
      handle.destroy();
  }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) {
    handle.promise().awaiter = awaiter;
    return handle;
  }
  T await_resume() {
    if constexpr (!__is_same(T, void))
      return move_(handle.promise().result);
  }

  void start(join_point *join) {
    promise_base &p = handle.promise();
    p.join = join;
    p.place.waiting = handle;
    ready.push(p.place);
  }
  void let_go() {
    handle.promise().detached = true;
    handle = nullptr;
  }

private:
  std::coroutine_handle<promise_type> handle;
};

template <typename T> task<T> promise<T>::get_return_object() {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> promise<void>::get_return_object() {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}

/// Lets everything else that is ready go on first.
struct yield_awaiter {
  cell place;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) noexcept {
    place.waiting = h;
    ready.push(place);
  }
  void await_resume() const noexcept {}
};
inline yield_awaiter yield() { return {}; }

struct join_awaiter {
  join_point &join;
  bool await_ready() const noexcept { return join.running == 0; }
  void await_suspend(std::coroutine_handle<> h) noexcept { join.waiting = h; }
  void await_resume() const noexcept {}
};

/// Runs all tasks beside each other and waits for all of them.
template <typename... Ts> task<> gather(task<Ts>... tasks) {
  join_point join{sizeof...(tasks), nullptr};
  (tasks.start(&join), ...);
  co_await join_awaiter{join};
}

/// Starts a task that runs beside the caller, which does not wait for it.
inline void detach(task<> t) {
  t.start(nullptr);
  t.let_go();
}

/// Runs \p t, and all that is started meanwhile, to the end.
inline void sync_wait(task<> t) {
  t.start(nullptr);
  ready.run();
}

} // namespace coro

using coro::task;

#endif // COTIDY_TEST_RUNTIME_CORO_H
