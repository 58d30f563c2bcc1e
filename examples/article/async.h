//===- async.h - Just enough of asyncio for the article's programs --------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lazy Task, gather() that runs several of them in turns, nextTurn() that
// lets the others go on, and run(). One thread. The loop is handed from a task
// to those that it awaits, so nothing here is global.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_EXAMPLES_ARTICLE_ASYNC_H
#define COTIDY_EXAMPLES_ARTICLE_ASYNC_H

#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <utility>
#include <vector>

namespace async {

/// Resumes coroutines in the order in which they were scheduled.
class RunLoop {
public:
  void schedule(std::coroutine_handle<> coroutine) {
    ready.push_back(coroutine);
  }
  void run() {
    while (!ready.empty()) {
      std::coroutine_handle<> coroutine = ready.front();
      ready.pop_front();
      coroutine.resume();
    }
  }

private:
  std::deque<std::coroutine_handle<>> ready;
};

/// Who goes on when the last of several tasks has ended.
struct Join {
  std::size_t running;
  std::coroutine_handle<> waiting;
};

/// A coroutine that starts when it is awaited.
class [[nodiscard]] Task {
public:
  struct promise_type {
    RunLoop *loop = nullptr;
    Join *join = nullptr;
    std::exception_ptr error;

    struct FinalAwaiter {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> ended) noexcept {
        Join *join = ended.promise().join;
        if (join && --join->running == 0)
          return join->waiting;
        return std::noop_coroutine();
      }
      void await_resume() noexcept {}
    };

    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    FinalAwaiter final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
  };

  Task(Task &&other) noexcept
      : coroutine(std::exchange(other.coroutine, nullptr)) {}
  Task &operator=(Task &&other) noexcept {
    std::swap(coroutine, other.coroutine);
    return *this;
  }
  ~Task() {
    if (coroutine)
      coroutine.destroy();
  }

  void start(RunLoop &loop, Join *join) {
    coroutine.promise().loop = &loop;
    coroutine.promise().join = join;
    loop.schedule(coroutine);
  }
  void rethrowIfFailed() const {
    if (coroutine.promise().error)
      std::rethrow_exception(coroutine.promise().error);
  }

private:
  explicit Task(std::coroutine_handle<promise_type> coroutine)
      : coroutine(coroutine) {}

  std::coroutine_handle<promise_type> coroutine;
};

/// What `co_await gather(…)` waits for: that all its tasks have ended.
class Gather {
public:
  explicit Gather(std::vector<Task> tasks)
      : tasks(std::move(tasks)), join{this->tasks.size(), nullptr} {}

  bool await_ready() const { return tasks.empty(); }
  void await_suspend(std::coroutine_handle<Task::promise_type> waiting) {
    join.waiting = waiting;
    for (Task &task : tasks)
      task.start(*waiting.promise().loop, &join);
  }
  void await_resume() const {
    for (const Task &task : tasks)
      task.rethrowIfFailed();
  }

private:
  std::vector<Task> tasks;
  Join join;
};

/// Runs the tasks side by side, each until its next suspension.
template <typename... Tasks> Gather gather(Tasks... tasks) {
  std::vector<Task> all;
  (all.push_back(std::move(tasks)), ...);
  return Gather(std::move(all));
}

/// One task awaited is a gather of one.
inline Gather operator co_await(Task &&task) { return gather(std::move(task)); }

/// Lets every other task that is ready go on first, like `asyncio.sleep(0)`.
struct NextTurn {
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<Task::promise_type> waiting) const {
    waiting.promise().loop->schedule(waiting);
  }
  void await_resume() const {}
};
inline NextTurn nextTurn() { return {}; }

/// Runs \p program to its end, and all that it awaits.
inline void run(Task program) {
  RunLoop loop;
  program.start(loop, nullptr);
  loop.run();
  program.rethrowIfFailed();
}

} // namespace async

#endif // COTIDY_EXAMPLES_ARTICLE_ASYNC_H
