//===- globals.cpp - It works, but globals are evil -----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The counter and the flag as globals. Both coroutines see every change, and so
// does every other part of the program, and every other pair of coroutines.
//
//===----------------------------------------------------------------------===//

#include "async.h"
#include <cstdio>

static int counter = 0;
static bool shouldContinue = true;

static async::Task methodOne() {
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

static async::Task methodTwo() {
  while (shouldContinue) {
    std::printf("methodTwo: counter is %d\n", counter);
    co_await async::nextTurn();
  }
  std::printf("methodTwo: stopped\n");
}

static async::Task program() {
  co_await async::gather(methodOne(), methodTwo());
  std::printf("program: counter is %d\n", counter);
}

int main() { async::run(program()); }
