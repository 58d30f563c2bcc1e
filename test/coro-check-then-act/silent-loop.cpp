// RUN: %check %s coro-check-then-act -o MinConfidence=low

// A loop that tests again after it woke.

#include "coro.h"
#include <deque>

struct condition {
  coro::pause_awaiter wait();
};

std::deque<int> queue;
condition filled;
int tokens;

task<int> take() {
  while (queue.empty())
    co_await filled.wait();
  int item = queue.front();
  queue.pop_front();
  co_return item;
}

task<> acquire() {
  for (;;) {
    if (tokens > 0)
      break;
    co_await coro::yield();
  }
  --tokens;
}

task<> drain() {
  while (!queue.empty()) {
    int item = queue.front();
    queue.pop_front();
    print(item);
    co_await coro::yield();
  }
}
