// References, pointers and what they point to, tokens: the signal arrives.
// RUN: %check %s coro-polled-value
// RUN: %check %s coro-polled-value -o MinConfidence=low

#include "coro.h"
#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>

struct State {
  bool stop = false;
};
struct Token {
  std::shared_ptr<State> state;
  bool stopRequested() const { return state->stop; }
};
struct Handle {
  bool expired() const;
  void *impl;
};

task<> reference(const bool &stop) {
  while (!stop)
    co_await coro::yield();
}
task<> pointer(const bool *stop) {
  while (!*stop)
    co_await coro::yield();
}
task<> shared(std::shared_ptr<State> state) {
  while (!state->stop)
    co_await coro::yield();
}
task<> atomic(std::shared_ptr<std::atomic<bool>> stop) {
  while (!stop->load())
    co_await coro::yield();
}
task<> token(std::stop_token stop) {
  while (!stop.stop_requested())
    co_await coro::yield();
}
task<> ownToken(Token token) {
  while (!token.stopRequested())
    co_await coro::yield();
}
task<> opaque(Handle handle) {
  while (!handle.expired())
    co_await coro::yield();
}
task<> wrapped(std::reference_wrapper<bool> stop) {
  while (!stop.get())
    co_await coro::yield();
}
task<> callable(std::function<bool()> stopped) {
  while (!stopped())
    co_await coro::yield();
}
