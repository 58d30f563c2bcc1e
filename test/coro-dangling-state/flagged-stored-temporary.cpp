// RUN: %check %s coro-dangling-state -o MinConfidence=high

// A lazy task is stored and awaited later; the temporary has ended by then.

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

task<> reference() {
  auto t = show("hello");
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: 'show' refers to a temporary, which ends before it does
  co_await coro::move_(t);
}

task<> viewed() {
  auto t = view(std::string("hello"));
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: 'view' refers to a temporary, which ends before it does
  co_await coro::move_(t);
}
