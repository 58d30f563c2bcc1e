#include "coro.h"

static int hits;

static task<> count() {
  ++hits;
  co_await coro::yield();
}
