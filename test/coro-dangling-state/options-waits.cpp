// RUN: %check %s coro-dangling-state
// RUN: %check %s coro-dangling-state --suffix=NAMED -o Waits=settle -o Delays=nap -o MinConfidence=medium

// What waits, and what only passes the time, is told by lists of names.

#include "coro.h"

struct context {
  context(const context &) = delete;
  void settle();
};
template <typename Context> void co_spawn(Context &, task<> t);

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void settles(context &ctx) {
  int n = 0;
  co_spawn(ctx, count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'count' refers to 'n', which ends before it does
  ctx.settle();
}

coro::pause_awaiter nap();
task<> naps(context &ctx) {
  int n = 0;
  co_spawn(ctx, count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'count' refers to 'n', which ends before it does
  // CHECK-MESSAGES-NAMED: :[[@LINE-2]]:23: warning: 'count' refers to 'n', which may end before it does
  co_await nap();
}
