// A template says a thing once, however many instantiations it has, and says it
// without any.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int total;
int never_made;

template <typename T> task<> add(T amount) {
  co_await coro::yield();
  total += amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'add' writes mutable global 'total' [coro-mutable-global]
}

template <typename T> task<> neverInstantiated(T amount) {
  co_await coro::yield();
  never_made = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'neverInstantiated' writes mutable global 'never_made' [coro-mutable-global]
  print(amount);
}

task<> both() {
  co_await add(1);
  co_await add(2L);
}
