//===- check_then_act.cpp - A page that is loaded twice -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The example of docs/checks/coro-check-then-act.md: two readers of one page at
// once, wrong and right.
//
//===----------------------------------------------------------------------===//

#include "../article/async.h"
#include <cstdio>
#include <map>
#include <set>
#include <string>

class Pages {
public:
  async::Task openWrongly(int number) {
    if (!cache.contains(number)) {
      co_await load();
      cache[number] = "text";
    }
  }

  async::Task open(int number) {
    while (loading.contains(number))
      co_await async::nextTurn();
    if (!cache.contains(number)) {
      loading.insert(number);
      co_await load();
      cache[number] = "text";
      loading.erase(number);
    }
  }

  int loaded() const { return loads; }

private:
  std::map<int, std::string> cache;
  std::set<int> loading;
  int loads = 0;

  async::Task load() {
    ++loads;
    co_await async::nextTurn();
  }
};

static async::Task program() {
  Pages wrong, right;
  co_await async::gather(wrong.openWrongly(7), wrong.openWrongly(7));
  co_await async::gather(right.open(7), right.open(7));
  std::printf("wrong: loaded %d times\nright: loaded %d times\n",
              wrong.loaded(), right.loaded());
}

int main() { async::run(program()); }
