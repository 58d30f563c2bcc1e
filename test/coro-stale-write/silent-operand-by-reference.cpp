// RUN: %check %s coro-stale-write,coro-unsequenced-await

// An operator that takes its operands by reference reads them when it is called,
// after the suspension in one of them.

#include "coro.h"
#include <chrono>
#include <string>

std::string name;
std::chrono::milliseconds total;

task<> concatenates() {
  name = name + std::to_string(co_await coro::read());
}

task<> adds() {
  total = total + std::chrono::milliseconds(co_await coro::read());
}

task<bool> compares() {
  co_return name < std::to_string(co_await coro::read());
}
