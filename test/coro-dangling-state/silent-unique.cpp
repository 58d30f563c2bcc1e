// RUN: %check %s coro-dangling-state -o MinConfidence=low

// What a std::unique_ptr owned may live on elsewhere; or nothing outlives it.

#include "coro.h"
#include <memory>
#include <vector>

struct session {
  int bytes = 0;
  task<> serve() {
    co_await coro::yield();
    ++bytes;
  }
};

void movedOn(std::vector<std::unique_ptr<session>> &all) {
  auto s = std::make_unique<session>();
  coro::spawn(s->serve());
  all.push_back(std::move(s));
}

void released() {
  auto s = std::make_unique<session>();
  coro::spawn(s->serve());
  (void)s.release();
}

task<> awaited() {
  auto s = std::make_unique<session>();
  co_await s->serve();
}

task<> joined() {
  auto s = std::make_unique<session>();
  coro::task_group group;
  group.spawn(s->serve());
  co_await group.join();
}

std::unique_ptr<session> returned() {
  auto s = std::make_unique<session>();
  coro::spawn(s->serve());
  return s;
}

task<std::unique_ptr<session>> coReturned() {
  auto s = std::make_unique<session>();
  coro::spawn(s->serve());
  co_return s;
}
