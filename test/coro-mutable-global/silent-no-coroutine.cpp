// A function that only returns a task is no coroutine, and what ordinary
// functions do is nobody's concern here.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"

int counter;

static task<> innocent() { co_await coro::yield(); }

task<> forwards() {
  ++counter;
  return innocent();
}

int main() {
  counter = 1;
  coro::sync_wait(forwards());
  print(counter);
}
