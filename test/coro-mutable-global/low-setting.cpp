// A setting that main sets once is worth a note at most, and so is a variable
// whose definition nobody has seen.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=LOW -o MinConfidence=low

#include "coro.h"

int port = 80;
bool verbose;
extern const char *error_messages[];
extern int elsewhere;

task<> serve() {
  if (verbose)
    // CHECK-MESSAGES-LOW: :[[@LINE-1]]:7: warning: coroutine 'serve' reads mutable global 'verbose' [coro-mutable-global]
    print(port);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:11: warning: coroutine 'serve' reads mutable global 'port' [coro-mutable-global]
  co_await coro::sleep(elsewhere);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:24: warning: coroutine 'serve' reads mutable global 'elsewhere' [coro-mutable-global]
  print(error_messages[0]);
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:9: warning: coroutine 'serve' reads mutable global 'error_messages' [coro-mutable-global]
}

int main(int count, char **) {
  port = count;
  verbose = count > 1;
  coro::sync_wait(serve());
}
