#include "coro.h"
#include <cstddef>

std::size_t hits;

task<> count() {
  ++hits;
  co_await coro::yield();
}
