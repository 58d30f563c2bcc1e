// RUN: %check %s coro-check-then-act

// Two of it run, and both do what was to be done once.

#include "coro.h"

task<> dial();

struct client {
  bool connected = false;
};

task<> connect(client &c) {
  if (c.connected)
    co_return;
  co_await dial();
  c.connected = true;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'c.connected' is changed on the strength of a test
}

task<> both() {
  client c;
  co_await coro::when_all(connect(c), connect(c));
}
