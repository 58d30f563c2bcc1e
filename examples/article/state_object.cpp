//===- state_object.cpp - The cure ----------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counter and the flag are one object, owned by program() and passed to
// both coroutines. A reference will do: both have ended before its owner goes
// on.
//
//===----------------------------------------------------------------------===//

#include "async.h"
#include <cstdio>

namespace {
struct State {
  int counter = 0;
  bool shouldContinue = true;
};
} // namespace

static async::Task methodOne(State &state) {
  while (state.shouldContinue) {
    ++state.counter;
    std::printf("methodOne: counter is %d\n", state.counter);
    if (state.counter == 3) {
      std::printf("methodOne: stop\n");
      state.shouldContinue = false;
    }
    co_await async::nextTurn();
  }
}

static async::Task methodTwo(State &state) {
  while (state.shouldContinue) {
    std::printf("methodTwo: counter is %d\n", state.counter);
    co_await async::nextTurn();
  }
  std::printf("methodTwo: stopped\n");
}

static async::Task program() {
  State state;
  co_await async::gather(methodOne(state), methodTwo(state));
  std::printf("program: counter is %d\n", state.counter);
}

int main() { async::run(program()); }
