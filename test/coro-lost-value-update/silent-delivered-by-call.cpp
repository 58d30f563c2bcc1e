// A call delivers where it stores what it gets: in a member, a global, a
// container that outlives the coroutine, or a local that is returned.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <sstream>
#include <string>
#include <vector>

static int latest;
static std::vector<int> items;
static void publish(int n) { latest = n; }
static void forward(int n) { publish(n); }

struct Box {
  int value = 0;
  std::vector<int> kept;
  void put(int n) { value = n; }
  void keep(std::vector<int> all) { kept = std::move(all); }
  task<> own(int n) {
    ++n;
    co_await coro::yield();
    put(n);
  }
};

task<> inGlobal(int n) {
  ++n;
  co_await coro::yield();
  forward(n);
}
task<> inMember(int n, Box &box) {
  ++n;
  co_await coro::yield();
  box.put(n);
}
task<> inContainer(int n) {
  ++n;
  co_await coro::yield();
  items.push_back(n);
}
task<> wholeContainer(std::vector<int> all, Box &box) {
  all.push_back(co_await coro::read());
  box.keep(all);
}
task<std::string> throughStream(int n) {
  ++n;
  std::ostringstream text;
  text << n;
  co_await coro::yield();
  co_return text.str();
}
task<std::vector<int>> inResult(int n) {
  std::vector<int> result;
  for (int i = 0; i < 3; ++i) {
    result.push_back(n);
    n += co_await coro::read();
  }
  co_return result;
}

task<> caller(Box &box) {
  int n = 1;
  std::vector<int> all;
  co_await inGlobal(n);
  co_await inMember(n, box);
  co_await inContainer(n);
  co_await wholeContainer(all, box);
  co_await throughStream(n);
  co_await inResult(n);
  co_await box.own(n);
  print(n);
  print(all.size());
}
