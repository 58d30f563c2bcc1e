//===- stale_write.cpp - A deposit that gets lost -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-stale-write.md: two deposits of 10 at once,
// wrong and right.
//
//===----------------------------------------------------------------------===//

#include "../article/async.h"
#include <cstdio>

class Account {
public:
  async::Task depositWrongly(int amount) {
    int old = balance;
    co_await async::nextTurn();
    balance = old + amount;
  }

  async::Task deposit(int amount) {
    co_await async::nextTurn();
    balance = balance + amount;
  }

  int amount() const { return balance; }

private:
  int balance = 0;
};

static async::Task program() {
  Account wrong, right;
  co_await async::gather(wrong.depositWrongly(10), wrong.depositWrongly(10));
  co_await async::gather(right.deposit(10), right.deposit(10));
  std::printf("wrong: %d\nright: %d\n", wrong.amount(), right.amount());
}

int main() { async::run(program()); }
