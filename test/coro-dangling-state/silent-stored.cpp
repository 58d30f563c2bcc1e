// RUN: %check %s coro-dangling-state -o MinConfidence=low

// Stored and awaited later, what it refers to still there.

#include "coro.h"
#include <string>
#include <string_view>

task<> show(const std::string &text) {
  co_await coro::yield();
  print(text.c_str());
}

task<> view(std::string_view text) {
  co_await coro::yield();
  print(text.data());
}

task<> local() {
  std::string text = "hello";
  auto a = show(text);
  auto b = view(text);
  auto c = view("hello");
  co_await coro::move_(a);
  co_await coro::move_(b);
  co_await coro::move_(c);
}

task<> extended() {
  const std::string &text = std::string("hello");
  auto t = show(text);
  co_await coro::move_(t);
}
