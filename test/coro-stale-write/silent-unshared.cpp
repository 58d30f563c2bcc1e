// RUN: %check %s coro-stale-write

// Nobody else sees it.

#include "coro.h"
#include <memory>

task<> local() {
  int count = 0;
  int old = count;
  co_await coro::yield();
  count = old + 1;
  print(count);
}

struct counters {
  int hits = 0;
};

task<> local_object() {
  counters c;
  int old = c.hits;
  co_await coro::yield();
  c.hits = old + 1;
  print(c.hits);
}

task<> by_value(int count) {
  int old = count;
  co_await coro::yield();
  count = old + 1;
  print(count);
}

task<> owned(std::unique_ptr<counters> c) {
  int old = c->hits;
  co_await coro::yield();
  c->hits = old + 1;
}

task<> lent(int &count) {
  int old = count;
  co_await coro::yield();
  count = old + 1;
}

task<> lends() {
  int count = 0;
  co_await lent(count);
  print(count);
}
