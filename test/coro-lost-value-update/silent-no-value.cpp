// What holds no value of the caller's: pointers, references, smart pointers,
// views, iterators, handles, move-only and synchronisation types.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

struct Socket {
  Socket(Socket &&) = default;
  int descriptor = 0;
  void close() { descriptor = -1; }
};
struct State {
  int hits = 0;
};
struct Handle {
  State *state;
  void hit() { ++state->hits; }
};

task<> pointer(int *p) {
  co_await coro::yield();
  ++*p;
  ++p;
}
task<> reference(int &n) {
  co_await coro::yield();
  ++n;
}
task<> shared(std::shared_ptr<State> state) {
  co_await coro::yield();
  state->hits++;
  state.reset();
}
task<> unique(std::unique_ptr<State> state) {
  state->hits++;
  co_await coro::yield();
  state = nullptr;
}
task<> view(std::string_view text) {
  while (!text.empty()) {
    co_await coro::yield();
    text.remove_prefix(1);
  }
}
task<> dropped(std::span<int> values) {
  values[0] = 1;
  co_await coro::yield();
  values = values.subspan(1);
}
task<> iterator(std::vector<int>::iterator at) {
  co_await coro::yield();
  ++at;
}
task<> moveOnly(Socket socket) {
  co_await coro::yield();
  socket.close();
}
task<> handle(std::coroutine_handle<> h) {
  co_await coro::yield();
  h = nullptr;
}
task<> wrapped(std::reference_wrapper<int> n) {
  co_await coro::yield();
  n.get() = 1;
}
task<> pointsTo(Handle h) {
  co_await coro::yield();
  h.hit();
}
task<> token(std::stop_token stop) {
  co_await coro::yield();
  stop = {};
}

task<> caller(Handle h) {
  int n = 0;
  int *p = &n;
  co_await pointer(p);
  print(*p);
  auto s = std::make_shared<State>();
  co_await shared(s);
  print(s->hits);
  co_await pointsTo(h);
  print(h.state->hits);
}
