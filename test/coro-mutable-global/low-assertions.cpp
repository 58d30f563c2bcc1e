// What an assertion macro of a library does to that library's state is worth a
// note at most; what the macro's argument does is the coroutine's own.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "assertions.h"
#include "coro.h"

int sequence;
static int next() { return ++sequence; }

task<> test() {
  CHECK(co_await coro::read() == 1);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'test' writes mutable global 'framework::context' through 'framework::count' [coro-mutable-global]
  CHECK(next() == 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: coroutine 'test' writes mutable global 'sequence' through 'next' [coro-mutable-global]
  // CHECK-MESSAGES-LOW: :[[@LINE-2]]:9: warning: coroutine 'test' writes mutable global 'sequence' through 'next' [coro-mutable-global]
}

// A name that the macro pastes is the macro's too.
task<> tell() {
  co_await coro::yield();
  MESSAGE();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:3: warning: coroutine 'tell' writes mutable global 'framework::context' through 'framework::Message::react' [coro-mutable-global]
}
