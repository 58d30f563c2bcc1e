// Objects of system headers.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"
#include <cstdio>
#include <iostream>

task<> worker() {
  std::cout << "working\n";
  std::fprintf(stderr, "working\n");
  std::fflush(stdout);
  co_await coro::yield();
  std::cerr << "done" << std::endl;
}
