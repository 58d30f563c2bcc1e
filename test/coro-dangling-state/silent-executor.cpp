// RUN: %check %s coro-dangling-state

// The executor runs everything to its end, or ends first.

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

void contextFirst() {
  context ctx;
  int n = 0;
  co_spawn(ctx, count(n), detached);
  ctx.run();
}

void contextLast() {
  int n = 0;
  context ctx;
  co_spawn(ctx, count(n), detached);
}

void drain(context &ctx);
void somebodyElse(context &ctx) {
  int n = 0;
  co_spawn(ctx, count(n), detached);
  drain(ctx);
}

int main() {
  context ctx;
  int n = 0;
  co_spawn(ctx, count(n), detached);
  ctx.run();
}
