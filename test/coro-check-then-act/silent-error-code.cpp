// RUN: %check %s coro-check-then-act,coro-stale-write

// An error code by reference is how the caller is told what went wrong.

#include "coro.h"
#include <system_error>
#include <tuple>
#include <utility>

task<std::pair<std::error_code, int>> write_some();

task<> sends(std::error_code &error) {
  if (error)
    co_return;
  int size = 0;
  std::tie(error, size) = co_await write_some();
  if (error)
    co_return;
  error = (co_await write_some()).first;
}
