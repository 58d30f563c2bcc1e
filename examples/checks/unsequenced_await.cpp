//===- unsequenced_await.cpp - Read before or after? ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-unsequenced-await.md: somebody changes the
// total from 1 to 100 while the coroutine waits for 10. The wrong sum depends
// on the compiler, the right ones do not.
//
//===----------------------------------------------------------------------===//

#include "../article/async.h"
#include <cstdio>

struct State {
  int total = 1;
  int wrong = 0;
  int before = 0;
  int after = 0;
};

/// Waits for one turn, and gives 10.
struct Ten : async::NextTurn {
  int await_resume() const { return 10; }
};

static async::Task sumWrongly(State &state) {
  state.wrong = state.total + co_await Ten();
}

static async::Task sumOfBefore(State &state) {
  int old = state.total;
  state.before = old + co_await Ten();
}

static async::Task sumOfAfter(State &state) {
  int ten = co_await Ten();
  state.after = state.total + ten;
}

static async::Task change(State &state) {
  state.total = 100;
  co_return;
}

static async::Task program() {
  State state;
  co_await async::gather(sumWrongly(state), sumOfBefore(state),
                         sumOfAfter(state), change(state));
  std::printf("wrong: %d\nbefore: %d\nafter: %d\n", state.wrong, state.before,
              state.after);
}

int main() { async::run(program()); }
