// What the library, or a closure, makes of a value keeps a copy of it.
// RUN: %check %s coro-stale-write

#include "coro.h"
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

int balance;
std::string name;

task<> pair() {
  auto old = std::make_pair(balance, 1);
  co_await coro::yield();
  balance = old.first + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written from a value that was read before the coroutine was suspended
}
task<> tuple() {
  std::tuple old(balance, 1);
  co_await coro::yield();
  balance = std::get<0>(old) + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written
}
task<> optional() {
  std::optional<int> old = balance;
  co_await coro::yield();
  balance = *old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written
}
task<> binding() {
  auto [old, step] = std::pair(balance, 1);
  co_await coro::yield();
  balance = old + step;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written
}
task<> largest() {
  int old = std::max(balance, 3);
  co_await coro::yield();
  balance = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written
}
task<> closure() {
  auto next = [old = balance] { return old + 1; };
  co_await coro::yield();
  balance = next();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is written
}
task<> view() {
  std::string_view shown = name;
  co_await coro::yield();
  name = std::string(shown) + "!";
}
task<> byReference() {
  auto next = [&] { return balance + 1; };
  co_await coro::yield();
  balance = next();
}
