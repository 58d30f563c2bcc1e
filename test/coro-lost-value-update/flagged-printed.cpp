// Printing is no delivery: the caller still prints its unchanged variable.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"
#include <iostream>
#include <string>

task<> decorates(std::string name) {
  name += "!";
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'decorates' changes its copy of 'name'
  std::cout << name;
  co_await coro::yield();
}
task<> counts(int hits) {
  ++hits;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'counts' changes its copy of 'hits'
  std::cout << hits << std::endl;
  co_await coro::yield();
}

task<> caller() {
  std::string name = "a";
  co_await decorates(name);
  std::cout << name;
  int hits = 0;
  co_await counts(hits);
  std::cout << hits;
}
