// RUN: %check %s coro-check-then-act -o MinConfidence=low

// Done twice is as good as done once.

#include "coro.h"
#include <map>

struct socket {
  coro::pause_awaiter wait_ready();
};

bool ready, running = true, failed;
std::map<int, int> cache;
task<int> step();
socket input;

task<> readiness() {
  if (!ready) {
    co_await input.wait_ready();
    ready = true;
  }
}

task<> loop() {
  while (running) {
    if (co_await step() == 0)
      running = false;
  }
}

task<> exit() {
  if (failed)
    co_return;
  if (co_await step() < 0)
    failed = true;
}

task<> erase(int key) {
  if (cache.contains(key)) {
    co_await step();
    cache.erase(key);
  }
}

task<> refresh(int key) {
  if (cache.contains(key))
    cache[key] = co_await step();
}
