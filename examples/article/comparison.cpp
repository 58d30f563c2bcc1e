//===- comparison.cpp - A value and an object -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Why by_value.cpp fails: an int that is passed and changed is not changed
// outside, an object that holds an int, passed by reference, is.
//
//===----------------------------------------------------------------------===//

#include "async.h"
#include <cstdio>

namespace {
struct Box {
  int number = 0;
};
} // namespace

static async::Task changeNumber(int number) {
  co_await async::nextTurn();
  ++number;
  std::printf("changeNumber: number is %d\n", number);
}

static async::Task changeBox(Box &box) {
  co_await async::nextTurn();
  ++box.number;
  std::printf("changeBox: box.number is %d\n", box.number);
}

static async::Task program() {
  int number = 0;
  co_await changeNumber(number);
  std::printf("program: number is %d\n", number);

  Box box;
  co_await changeBox(box);
  std::printf("program: box.number is %d\n", box.number);
}

int main() { async::run(program()); }
