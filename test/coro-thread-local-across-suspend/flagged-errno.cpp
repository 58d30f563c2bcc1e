// RUN: %check %s coro-thread-local-across-suspend

// errno is set, and looked at after a suspension.

#include "coro.h"
#include <cerrno>
#include <unistd.h>

task<> log();

task<> set_by_hand() {
  errno = 0;
  co_await log();
  if (errno)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'errno' was set before the coroutine was suspended and is read after it; another thread, or another coroutine, may own it by now
    co_return;
}

task<> set_by_a_call(int fd) {
  char c;
  if (read(fd, &c, 1) < 0) {
    co_await log();
    print(errno);
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: 'errno' was set before
  }
}

task<> kept_address() {
  int *e = &errno;
  co_await log();
  *e = 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'e' refers to the 'errno' of the thread that the coroutine ran on before
}
