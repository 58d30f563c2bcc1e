// RUN: %check %s coro-dangling-state

// The elements of a local container end with it.

#include "coro.h"
#include <vector>

struct session {
  int bytes = 0;
  task<> serve() {
    co_await coro::yield();
    ++bytes;
  }
};

void local() {
  std::vector<session> all(3);
  for (session &s : all)
    coro::spawn(s.serve());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'session::serve' refers to 'all', which may end before it does
}

task<> joined() {
  std::vector<session> all(3);
  coro::task_group group;
  for (session &s : all)
    group.spawn(s.serve());
  co_await group.join();
}
