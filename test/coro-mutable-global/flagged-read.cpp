// A read matters where some coroutine writes the variable.
// RUN: %check %s coro-mutable-global

#include "coro.h"

bool stopping;
int limit;

task<> stopper() {
  co_await coro::yield();
  stopping = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'stopper' writes mutable global 'stopping' [coro-mutable-global]
}

task<> worker() {
  while (!stopping)
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: coroutine 'worker' reads mutable global 'stopping' [coro-mutable-global]
    co_await coro::sleep(limit);
  // CHECK-MESSAGES: :[[@LINE-1]]:26: warning: coroutine 'worker' reads mutable global 'limit' [coro-mutable-global]
}

static void grow() { ++limit; }
task<> growing() {
  co_await coro::yield();
  grow();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'growing' writes mutable global 'limit' through 'grow' [coro-mutable-global]
}
