// RUN: %check %s coro-check-then-act
// RUN: %check %s coro-stale-write

// Many run beside each other, each with an object of its own that it waits for.

#include "coro.h"

task<> acquire();
task<bool> try_acquire();

class guard {
  bool owns = false;
  int taken = 0;

public:
  task<> lock() {
    if (owns)
      co_return;
    co_await acquire();
    owns = true;
  }
  task<> try_lock() {
    if (!owns)
      owns = co_await try_acquire();
    int before = taken;
    co_await acquire();
    taken = before + 1;
  }
  void swap(guard &other) {
    owns = other.owns;
    taken = other.taken;
  }
};

task<> worker() {
  guard g;
  co_await g.lock();
  co_await g.try_lock();
}

void start() {
  for (int i = 0; i < 8; ++i)
    coro::spawn(worker());
}
