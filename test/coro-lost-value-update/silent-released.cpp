// Giving memory back early is no change that anybody should see.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <string>

task<> write(const std::string &text);

task<> send(std::string payload) {
  co_await write(payload);
  payload.clear();
  payload.shrink_to_fit();
  co_await coro::sleep(1000);
}
