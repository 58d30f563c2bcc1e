//===- thread_local_across_suspend.cpp - Somebody else's errno ------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-thread-local-across-suspend.md: an operation
// that succeeds looks at errno after another one has failed.
//
//===----------------------------------------------------------------------===//

#include "../article/async.h"
#include <cerrno>
#include <cstdio>

struct State {
  int wrong = 0;
  int right = 0;
};

static async::Task succeedWrongly(State &state) {
  errno = 0;
  co_await async::nextTurn();
  state.wrong = errno;
}

static async::Task succeed(State &state) {
  errno = 0;
  int error = errno;
  co_await async::nextTurn();
  state.right = error;
}

static async::Task fail() {
  errno = ENOENT;
  co_return;
}

static async::Task program() {
  State state;
  co_await async::gather(succeedWrongly(state), succeed(state), fail());
  std::printf("wrong: %s\nright: %s\n",
              state.wrong == ENOENT ? "no such file" : "no error",
              state.right == 0 ? "no error" : "an error");
}

int main() { async::run(program()); }
