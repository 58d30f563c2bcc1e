// A mode that was chosen before the coroutine began looks like a signal; its
// name, or the way in which it takes part in the decision, tells.
// RUN: %check %s coro-polled-value

#include "coro.h"
#include <string>

task<> serve(bool once) {
  while (true) {
    co_await coro::read();
    if (once)
      break;
  }
}
task<> keepAlive(bool keep_alive) {
  while (true) {
    co_await coro::read();
    if (!keep_alive)
      break;
  }
}
task<> failFast(bool fail_fast) {
  for (int i = 0; i < 10; ++i) {
    int error = co_await coro::read();
    if (error && fail_fast)
      co_return;
  }
}
task<> forever(bool forever, int n) {
  while (forever || n-- > 0)
    co_await coro::yield();
}
task<> dryRun(bool dry_run) {
  co_await coro::yield();
  if (dry_run)
    co_return;
  co_await coro::yield();
}
task<> onError(bool stop_on_error) {
  while (true) {
    if (co_await coro::read() == 0)
      if (stop_on_error)
        co_return;
  }
}
task<> named(std::string name) {
  while (true) {
    co_await coro::yield();
    if (name.empty())
      co_return;
  }
}
task<> unlimited(int limit) {
  int n = 0;
  while (true) {
    n += co_await coro::read();
    if (limit == 0)
      break;
    if (n > limit)
      break;
  }
}
// The caller changes its flag after the task has ended.
static task<> handle(bool first) {
  do {
    co_await coro::yield();
    if (first)
      co_return;
  } while (co_await coro::read() > 0);
}
task<> caller() {
  bool first = true;
  for (int i = 0; i < 3; ++i) {
    co_await handle(first);
    first = false;
  }
}
