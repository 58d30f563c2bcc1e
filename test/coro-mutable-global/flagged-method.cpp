// Methods, functors, virtual calls.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int connections;
int handled;
int virtually;

struct Server {
  task<> accept() {
    ++connections;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'Server::accept' writes mutable global 'connections' [coro-mutable-global]
    co_await coro::yield();
    --connections;
  }
  task<> operator()(int) const {
    handled += co_await coro::read();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'Server::operator()' writes mutable global 'handled' [coro-mutable-global]
  }
};

struct Sink {
  virtual ~Sink() = default;
  virtual void put(int) = 0;
};
struct CountingSink : Sink {
  void put(int) override { ++virtually; }
};

task<> drain(Sink &sink) {
  sink.put(co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'drain' writes mutable global 'virtually' through 'Sink::put' [coro-mutable-global]
}
