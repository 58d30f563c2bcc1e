//===- eager.h - A task that starts at once ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TEST_EAGER_H
#define COTIDY_TEST_EAGER_H

#include <coroutine>

/// Runs until its first suspension when it is called, and on after its holder
/// has ended.
class eager {
public:
  struct promise_type {
    eager get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };

  eager(eager &&) noexcept;
  ~eager();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  void get();
};

#endif // COTIDY_TEST_EAGER_H
