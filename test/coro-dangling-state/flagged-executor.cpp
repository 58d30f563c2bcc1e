// RUN: %check %s coro-dangling-state -o MinConfidence=high

// The executor goes on when the local has ended.

#include "coro.h"

struct context {
  context();
  context(const context &) = delete;
  ~context();
  void run();
};
struct detached_t {};
inline constexpr detached_t detached;
template <typename Context, typename Token>
void co_spawn(Context &&, task<> t, const Token &);

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

void callers(context &ctx) {
  int n = 0;
  co_spawn(ctx, count(n), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'count' refers to 'n', which ends before it does
}

void contextFirst() {
  context ctx;
  int n = 0;
  co_spawn(ctx, count(n), detached);
  // CHECK-MESSAGES: :[[@LINE-1]]:23: warning: 'count' refers to 'n', which ends before it does
}
