// RUN: %check %s coro-dangling-state -o MinConfidence=low

// Nothing is known of how long somebody else's object lives, and what the
// coroutine holds by shared_ptr lives long enough.

#include "coro.h"
#include <memory>

struct session : std::enable_shared_from_this<session> {
  int bytes = 0;
  task<> serve() {
    co_await coro::yield();
    ++bytes;
  }
  void start() { coro::spawn(serve()); }
};

task<> hold(std::shared_ptr<session> s) { co_await s->serve(); }

void pointed(session *s) { coro::spawn(s->serve()); }

void shared() {
  auto s = std::make_shared<session>();
  coro::spawn(hold(s));
}
