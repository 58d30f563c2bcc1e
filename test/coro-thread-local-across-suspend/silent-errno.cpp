// RUN: %check %s coro-thread-local-across-suspend

// Copied before the suspension, or set after it.

#include "coro.h"
#include <cerrno>
#include <unistd.h>

task<> log();

task<> copied(int fd) {
  char c;
  if (read(fd, &c, 1) < 0) {
    int error = errno;
    co_await log();
    print(error);
  }
}

task<> set_again(int fd) {
  char c;
  errno = 0;
  co_await log();
  if (read(fd, &c, 1) < 0)
    print(errno);
}

task<> set_after() {
  co_await log();
  errno = 0;
  print(errno);
}
