// RUN: %check %s coro-dangling-state

// Views of strings that end: of the sum of two, and in an aggregate.

#include "coro.h"
#include <string>
#include <string_view>

task<> show(std::string_view text) {
  co_await coro::yield();
  print(text.data());
}

task<> sum(std::string name) {
  auto t = show(name + "!");
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'show' refers to a temporary, which ends before it does
  co_await coro::move_(t);
}

task<> atOnce(std::string name) { co_await show(name + "!"); }

struct request {
  std::string_view path;
  int id;
};

task<> handle(request r) {
  co_await coro::yield();
  print(r.path.data());
}

task<> number(request r) {
  co_await coro::yield();
  print(r.id);
}

void detached(std::string path) {
  coro::spawn(handle(request{path, 1}));
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'handle' refers to 'path', which ends before it does
  coro::spawn(handle(request{"literal", 1}));
  coro::spawn(number(request{path, 1}));
}
