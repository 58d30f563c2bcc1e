//===- coro.h - A coroutine library for tests -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As much of a coroutine library as a test must see: a lazy task, a generator,
// combinators, spawners, awaiters. It compiles in no time, and nothing runs it.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TEST_CORO_H
#define COTIDY_TEST_CORO_H

#include <coroutine>

namespace coro {

template <typename T> T &&move_(T &t) { return static_cast<T &&>(t); }

/// A lazy task: it starts when it is awaited.
template <typename T = void> class task;

namespace detail {
struct promise_base {
  std::coroutine_handle<> awaiter;
  std::suspend_always initial_suspend() const noexcept { return {}; }
  std::suspend_always final_suspend() const noexcept { return {}; }
  void unhandled_exception() { throw; }
};
template <typename T> struct promise : promise_base {
  T *result = nullptr;
  task<T> get_return_object();
  template <typename U> void return_value(U &&value) {
    result = new T(static_cast<U &&>(value));
  }
};
template <> struct promise<void> : promise_base {
  task<void> get_return_object();
  void return_void() {}
};
} // namespace detail

template <typename T> class [[nodiscard]] task {
public:
  using promise_type = detail::promise<T>;

  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  task(task &&other) noexcept : handle(other.handle) { other.handle = nullptr; }
  task(const task &) = delete;
  ~task() {
    if (handle)
      handle.destroy();
  }

  bool await_ready() const noexcept { return handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) {
    handle.promise().awaiter = awaiter;
    return handle;
  }
  T await_resume() {
    if constexpr (!__is_same(T, void))
      return move_(*handle.promise().result);
  }

  std::coroutine_handle<promise_type> release() {
    auto h = handle;
    handle = nullptr;
    return h;
  }

private:
  std::coroutine_handle<promise_type> handle;
};

template <typename T> task<T> detail::promise<T>::get_return_object() {
  return task<T>(std::coroutine_handle<promise>::from_promise(*this));
}
inline task<void> detail::promise<void>::get_return_object() {
  return task<void>(std::coroutine_handle<promise>::from_promise(*this));
}

/// Values one after the other.
template <typename T> class generator {
public:
  struct promise_type {
    T current;
    generator get_return_object() {
      return generator(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(T value) {
      current = move_(value);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { throw; }
  };

  explicit generator(std::coroutine_handle<promise_type> h) : handle(h) {}
  generator(generator &&other) noexcept : handle(other.handle) {
    other.handle = nullptr;
  }
  ~generator() {
    if (handle)
      handle.destroy();
  }
  bool next() {
    handle.resume();
    return !handle.done();
  }
  const T &value() const { return handle.promise().current; }

private:
  std::coroutine_handle<promise_type> handle;
};

/// Suspends and is resumed by somebody else.
struct pause_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept {}
};
inline pause_awaiter yield() { return {}; }
inline pause_awaiter sleep(int /*milliseconds*/) { return {}; }

/// Suspends until a number arrives.
struct number_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() const noexcept { return 1; }
};
inline number_awaiter read() { return {}; }

/// An awaitable that never suspends.
struct ready_awaiter {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  void await_resume() const noexcept {}
};
inline ready_awaiter ready() { return {}; }

/// Runs all tasks beside each other and waits for all of them.
template <typename... Ts> task<> when_all(task<Ts>... tasks);
template <typename... Ts> task<> gather(task<Ts>... tasks);

/// Starts a task that runs beside the caller.
void spawn(task<> t);
void detach(task<> t);

/// Runs a task to its end.
void sync_wait(task<> t);

/// Starts tasks, and waits for them when joined.
class task_group {
public:
  void spawn(task<> t);
  task<> join();
};

} // namespace coro

using coro::generator;
using coro::task;

/// Somebody looks at a number.
void print(int number);
void print(const char *text);

#endif // COTIDY_TEST_CORO_H
