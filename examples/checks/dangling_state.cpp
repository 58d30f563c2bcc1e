//===- dangling_state.cpp - A greeting for a guest who has left -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-dangling-state.md: a detached coroutine is
// given its spawner's local. With the argument `wrong`, AddressSanitizer stops
// the program.
//
//===----------------------------------------------------------------------===//

#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <memory>
#include <string>

/// Resumes coroutines in the order in which they began to wait.
class Loop {
public:
  struct Turn {
    Loop &loop;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> h) { loop.ready.push_back(h); }
    void await_resume() const {}
  };
  Turn turn() { return {*this}; }
  void run() {
    for (; !ready.empty(); ready.pop_front())
      ready.front().resume();
  }

private:
  std::deque<std::coroutine_handle<>> ready;
};

/// Starts at once and runs on by itself.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

static Detached greetLater(Loop &loop, const std::string &guest) {
  co_await loop.turn();
  std::printf("good evening, %s\n", guest.c_str());
}

static Detached greet(Loop &loop, std::shared_ptr<const std::string> guest) {
  co_await loop.turn();
  std::printf("good evening, %s\n", guest->c_str());
}

static void wrong(Loop &loop) {
  std::string guest = "Mr. Bartholomew Featherstonehaugh";
  greetLater(loop, guest);
}

static void right(Loop &loop) {
  auto guest =
      std::make_shared<const std::string>("Mr. Bartholomew Featherstonehaugh");
  greet(loop, guest);
}

int main(int argc, char **argv) {
  Loop loop;
  if (argc == 2 && std::string(argv[1]) == "wrong")
    wrong(loop);
  else
    right(loop);
  loop.run();
}
