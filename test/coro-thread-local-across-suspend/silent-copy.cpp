// RUN: %check %s coro-thread-local-across-suspend

// Values, and names that are looked up again.

#include "coro.h"

struct state {
  int hits;
};
thread_local state current;
int shared;

task<> copied() {
  state s = current;
  co_await coro::yield();
  ++s.hits;
  print(s.hits);
}

task<> named_again() {
  print(current.hits);
  co_await coro::yield();
  print(current.hits);
}

task<> set_again(int n) {
  current.hits = n;
  co_await coro::yield();
  current.hits = 0;
}

task<> no_thread_local() {
  int *p = &shared;
  co_await coro::yield();
  *p = 1;
}

task<> pointed_again() {
  state *s = &current;
  s->hits = 1;
  co_await coro::yield();
  s = &current;
  s->hits = 2;
}
