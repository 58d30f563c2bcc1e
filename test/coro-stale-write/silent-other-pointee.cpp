// RUN: %check %s coro-stale-write

// The pointer was moved on: the write goes to another object.

#include "coro.h"

struct node {
  int count;
  node *next;
};

task<> walk(node *n) {
  int old = n->count;
  co_await coro::yield();
  n = n->next;
  n->count = old;
}
