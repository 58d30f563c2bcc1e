#include "coro.h"
#define BUMP(x) ++x

static int hits;
void note(int n);

static task<> count() {
  /* größer */ BUMP(hits);
  co_await coro::yield();
  note(1);
}

static task<> quiet() {
  ++hits; // NOLINT
  co_await coro::yield();
}
