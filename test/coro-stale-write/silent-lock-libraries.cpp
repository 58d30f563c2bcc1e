// RUN: %check %s coro-stale-write

// The coroutine mutexes of libraries are known by name.

#include "coro.h"

template <typename T> struct giving {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct guard {
  ~guard();
};

namespace folly::coro {
struct Mutex {
  giving<guard> co_scoped_lock();
  giving<void> co_lock();
  void unlock();
};
} // namespace folly::coro
namespace coro {
struct mutex {
  giving<guard> scoped_lock();
  giving<void> lock();
  void unlock();
};
} // namespace coro
namespace cppcoro {
struct async_mutex {
  giving<guard> scoped_lock_async();
  giving<void> lock_async();
  void unlock();
};
} // namespace cppcoro
namespace unifex {
struct async_mutex {
  giving<void> async_lock();
  void unlock();
};
} // namespace unifex

int total;
folly::coro::Mutex of_folly;
coro::mutex of_libcoro;
cppcoro::async_mutex of_cppcoro;
unifex::async_mutex of_unifex;

task<> folly_guard() {
  auto held = co_await of_folly.co_scoped_lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
}
task<> folly_lock() {
  co_await of_folly.co_lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  of_folly.unlock();
}
task<> libcoro_guard() {
  auto held = co_await of_libcoro.scoped_lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
}
task<> libcoro_lock() {
  co_await of_libcoro.lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  of_libcoro.unlock();
}
task<> cppcoro_guard() {
  auto held = co_await of_cppcoro.scoped_lock_async();
  int old = total;
  co_await coro::yield();
  total = old + 1;
}
task<> cppcoro_lock() {
  co_await of_cppcoro.lock_async();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  of_cppcoro.unlock();
}
task<> unifex_lock() {
  co_await of_unifex.async_lock();
  int old = total;
  co_await coro::yield();
  total = old + 1;
  of_unifex.unlock();
}
