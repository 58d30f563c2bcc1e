//===- resumable.h - A lazy task that is resumed by hand --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TEST_RESUMABLE_H
#define COTIDY_TEST_RESUMABLE_H

#include <coroutine>

/// It can be stored empty and assigned, resumed, started, and awaited.
class resumable {
public:
  struct promise_type {
    resumable get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };

  resumable() noexcept;
  resumable(resumable &&) noexcept;
  resumable &operator=(resumable &&) noexcept;
  ~resumable() {
    if (handle)
      handle.destroy();
  }
  bool resume() {
    handle.resume();
    return !handle.done();
  }
  void start() { handle.resume(); }
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();

private:
  std::coroutine_handle<promise_type> handle;
};

#endif // COTIDY_TEST_RESUMABLE_H
