// The use that follows the suspension is named, before one that the loop comes
// back to; an iterator that is converted for a call is used there.
// RUN: %check %s coro-held-across-suspend

#include "coro.h"
#include <vector>

struct connection {
  task<bool> ping();
};
std::vector<connection *> idle;

void add(connection *c) { idle.push_back(c); }

task<> reap() {
  for (auto it = idle.begin(); it != idle.end();) {
    const bool alive = co_await (*it)->ping();
    if (!alive)
      it = idle.erase(it);
    // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'it' refers into 'idle' since before the coroutine was suspended
    else
      ++it;
  }
}

task<> dropFirst() {
  auto first = idle.begin();
  co_await coro::yield();
  idle.erase(first);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'first' refers into 'idle' since before the coroutine was suspended
}
