#include "coro.h"

int hits;

task<> count() {
  ++hits;
  co_await coro::yield();
}
