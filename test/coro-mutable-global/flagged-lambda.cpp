// A lambda can be the coroutine, and a coroutine can use a global in a lambda
// that it calls.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int by_coroutine_lambda;
int by_called_lambda;

task<> outer() {
  auto inner = []() -> task<> {
    ++by_coroutine_lambda;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: coroutine 'lambda in outer' writes mutable global 'by_coroutine_lambda' [coro-mutable-global]
    co_await coro::yield();
  };
  co_await inner();
}

task<> calls() {
  auto count = [] { ++by_called_lambda; };
  co_await coro::yield();
  count();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'calls' writes mutable global 'by_called_lambda'
}
