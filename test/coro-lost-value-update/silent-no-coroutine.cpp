// Ordinary functions and lambdas change their copies as they like.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"

static task<> unchanged(int n) {
  co_await coro::yield();
  print(n);
}

task<> forwards(int n) {
  ++n;
  return unchanged(n);
}

int main() {
  int hits = 0;
  auto count = [hits]() mutable { ++hits; };
  count();
  coro::sync_wait(forwards(hits));
  return hits;
}
