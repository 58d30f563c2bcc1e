// Normalising an argument before the first suspension.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <algorithm>

task<> bounded(int limit) {
  limit = std::max(limit, 1);
  for (int i = 0; i < limit; ++i)
    co_await coro::yield();
}
task<> clamped(int limit) {
  if (limit < 1)
    limit = 1;
  for (int i = 0; i < limit; ++i)
    co_await coro::yield();
}
task<> conditional(int depth, bool deep) {
  depth = deep ? depth : 0;
  if (depth > 3)
    co_await coro::yield();
}
