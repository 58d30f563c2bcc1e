// What belongs to somebody else: a scheduler on which a task is started; a
// closure of another coroutine's that a library's coroutine calls.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"

class Executor {
public:
  void spawn(task<> t) {
    ++started;
    coro::spawn(coro::move_(t));
  }

private:
  int started = 0;
};
Executor executor;
bool ready;

task<> worker() { co_await coro::yield(); }

task<> starts() {
  executor.spawn(worker());
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'starts' writes mutable global 'executor' through 'Executor::spawn' [coro-mutable-global]
  co_await coro::yield();
}

template <typename Predicate> task<> until(Predicate holds) {
  while (!holds())
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:11: warning: coroutine 'until' writes mutable global 'ready' through 'lambda' [coro-mutable-global]
    co_await coro::yield();
}

task<> waits() {
  co_await until([] { return ready = true; });
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine 'waits' writes mutable global 'ready' through 'until' [coro-mutable-global]
  // CHECK-MESSAGES-LOW: :[[@LINE-2]]:12: warning: coroutine 'waits' writes mutable global 'ready' through 'until' [coro-mutable-global]
}
