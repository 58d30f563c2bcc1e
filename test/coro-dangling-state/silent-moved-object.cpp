// RUN: %check %s coro-dangling-state -o MinConfidence=low

// An object that holds a pointer of its own is moved into the coroutine.

#include "coro.h"
#include <optional>

struct client {
  client(client &&other);
  int *buffer;
};

task<> serve(client c) {
  co_await coro::yield();
  ++*c.buffer;
}

std::optional<client> accept();

void server() {
  auto c = accept();
  coro::spawn(serve(coro::move_(*c)));
}
