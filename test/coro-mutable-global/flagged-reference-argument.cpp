// A global that is handed to a function or another coroutine by reference or
// pointer is used by whoever hands it on.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int by_reference;
int by_pointer;
int to_coroutine;
int only_looked_at;

static void bump(int &n) { ++n; }
static void set(int *n) { *n = 1; }
static int look(const int &n) { return n; }
static task<> bumpLater(int &n) {
  co_await coro::yield();
  ++n;
}

task<> worker() {
  bump(by_reference);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'by_reference' through 'bump' [coro-mutable-global]
  set(&by_pointer);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'by_pointer' through 'set' [coro-mutable-global]
  co_await bumpLater(to_coroutine);
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: coroutine 'worker' writes mutable global 'to_coroutine' through 'bumpLater' [coro-mutable-global]
  print(look(only_looked_at));
}
