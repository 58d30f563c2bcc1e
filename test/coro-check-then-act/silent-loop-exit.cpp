// RUN: %check %s coro-check-then-act -o MinConfidence=low

// A test that is reached after the change only ends a loop and guards nothing.

#include "coro.h"

struct entity {
  int health = 100;
  bool alive = true;
};

int ticks;
task<> someoneElse() {
  ++ticks;
  co_return;
}

task<> clock() {
  for (;;) {
    co_await coro::yield();
    ++ticks;
    if (ticks >= 100)
      break;
  }
}

task<> poison(entity &e) {
  for (int i = 0; i < 5; ++i) {
    co_await coro::yield();
    e.health -= 3;
    if (e.health <= 0) {
      e.alive = false;
      break;
    }
  }
}
