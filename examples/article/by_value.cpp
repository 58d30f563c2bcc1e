//===- by_value.cpp - Simple values do not travel -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two coroutines are to share a counter and a stop flag, and get them by value.
// Each changes a copy of its own: the caller's counter stays 0, and methodTwo
// never sees that it should stop.
//
//===----------------------------------------------------------------------===//

#include "async.h"
#include <cstdio>

static async::Task methodOne(int counter, bool shouldContinue) {
  while (shouldContinue) {
    ++counter;
    std::printf("methodOne: counter is %d\n", counter);
    if (counter == 3) {
      std::printf("methodOne: stop\n");
      shouldContinue = false;
    }
    co_await async::nextTurn();
  }
}

static async::Task methodTwo(int counter, bool shouldContinue) {
  int patience = 5; // without it this would never end
  while (shouldContinue && patience > 0) {
    std::printf("methodTwo: counter is %d\n", counter);
    --patience;
    co_await async::nextTurn();
  }
  std::printf(shouldContinue ? "methodTwo: gave up, nobody said stop\n"
                             : "methodTwo: stopped\n");
}

static async::Task program() {
  int counter = 0;
  bool shouldContinue = true;
  co_await async::gather(methodOne(counter, shouldContinue),
                         methodTwo(counter, shouldContinue));
  std::printf("program: counter is %d\n", counter);
}

int main() { async::run(program()); }
