//===- held_across_suspend.cpp - A reference to somebody else -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-held-across-suspend.md: a coroutine serves
// the first of two sessions, which leaves meanwhile.
//
//===----------------------------------------------------------------------===//

#include "../article/async.h"
#include <cstdio>
#include <vector>

struct State {
  std::vector<int> sessions = {1, 2};
  int wrong = 0;
  int right = 0;
};

static async::Task serveWrongly(State &state) {
  int &session = state.sessions.front();
  co_await async::nextTurn();
  state.wrong = session;
}

static async::Task serve(State &state) {
  int session = state.sessions.front();
  co_await async::nextTurn();
  state.right = session;
}

static async::Task leave(State &state) {
  state.sessions.erase(state.sessions.begin());
  co_return;
}

static async::Task program() {
  State state;
  co_await async::gather(serveWrongly(state), serve(state), leave(state));
  std::printf("wrong: session %d\nright: session %d\n", state.wrong,
              state.right);
}

int main() { async::run(program()); }
