// RUN: %check %s coro-dangling-state -o MinConfidence=low

// A string literal never ends, whatever holds it.

#include "coro.h"
#include <string>
#include <string_view>

struct request {
  int method;
  std::string header;
  const char *body = nullptr;
};

task<> send(request r) {
  co_await coro::yield();
  (void)r.header.size();
}

struct named {
  std::string_view name;
};

task<> greet(named n) {
  co_await coro::yield();
  (void)n.name.size();
}

task<> post() {
  request r{1, ""};
  return send(static_cast<request &&>(r));
}

task<> hello() {
  named n{"world"};
  return greet(n);
}
