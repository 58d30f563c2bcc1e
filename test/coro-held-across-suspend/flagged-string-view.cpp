// RUN: %check %s coro-held-across-suspend

// A view that a string converts to refers into the string.

#include "coro.h"
#include <string>
#include <string_view>

std::string name;
void rename(const std::string &to) { name += to; }
void show(std::string_view text);

task<> initialised() {
  std::string_view text = name;
  co_await coro::yield();
  show(text.substr(1));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'text' refers into 'name'
}

task<> assigned() {
  std::string_view text;
  text = name;
  co_await coro::yield();
  show(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'text' refers into 'name'
}

task<> characters() {
  const char *text = name.c_str();
  co_await coro::yield();
  print(text);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'text' refers into 'name'
}

task<> ofAnother() {
  std::string_view text = name;
  std::string_view rest = text.substr(1);
  co_await coro::yield();
  print(rest.data());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'rest' refers into 'name'
}

task<> ofATemporary() {
  auto rest = std::string_view(name).substr(1);
  co_await coro::yield();
  print(rest.data());
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'rest' refers into 'name'
}
