// RUN: %check %s coro-held-across-suspend

// The view was made after the suspension, or of a copy.

#include "coro.h"
#include <string>
#include <string_view>

std::string name;
void rename(const std::string &to) { name += to; }
void show(std::string_view text);

task<> afterwards() {
  co_await coro::yield();
  std::string_view text = name;
  show(text);
}

task<> of_a_copy() {
  std::string copy = name;
  std::string_view text = copy;
  co_await coro::yield();
  show(text);
}

task<> passed() {
  show(name);
  co_await coro::yield();
}

task<> length() {
  std::string_view text = name;
  co_await coro::yield();
  print(static_cast<int>(text.size()));
}

task<> copiedPart() {
  std::string rest(std::string_view(name).substr(1));
  co_await coro::yield();
  print(rest.data());
}
