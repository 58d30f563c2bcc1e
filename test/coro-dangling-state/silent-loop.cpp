// RUN: %check %s coro-dangling-state

// A loop over what was started waits for all of it, not for some.

#include "eager.h"
#include "coro.h"
#include <vector>

eager count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> awaits(int many) {
  int n = 0;
  std::vector<eager> running;
  for (int i = 0; i < many; ++i)
    running.push_back(count(n));
  for (auto &t : running)
    co_await t;
}

void gets(int many) {
  int n = 0;
  std::vector<eager> running;
  for (int i = 0; i < many; ++i)
    running.push_back(count(n));
  for (auto &t : running)
    t.get();
}

struct pool {
  void spawn(task<> t);
  void join();
};

task<> later(int &n) {
  co_await coro::yield();
  ++n;
}

void joins(std::vector<pool> &pools) {
  int n = 0;
  for (auto &p : pools)
    p.spawn(later(n));
  for (auto &p : pools)
    p.join();
}
