// RUN: %check %s coro-thread-local-across-suspend

// No suspension between, or one that never suspends.

#include "coro.h"
#include <cerrno>

thread_local int request;

task<> nothing_between(int id) {
  co_await coro::yield();
  request = id;
  print(request);
}

task<> ready(int id) {
  request = id;
  co_await coro::ready();
  print(request);
}
