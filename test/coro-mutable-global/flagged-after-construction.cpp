// The constructor of a static variable is how it begins, not a change of it.
// RUN: %check %s coro-mutable-global

#include "coro.h"
#include <memory>

struct Settings {
  Settings() {
    owned = std::make_unique<int>(1);
    *owned = 3;
    level = 1;
  }
  bool verbose() const { return level > 1; }
  static Settings &get() {
    static Settings settings;
    return settings;
  }

  int level;
  std::unique_ptr<int> owned;
};

static Settings defaults;

task<> reads() {
  if (Settings::get().verbose() || defaults.verbose())
    co_await coro::yield();
}

task<> also() {
  static Settings own;
  co_await coro::yield();
  if (Settings::get().verbose() || own.verbose())
    co_return;
}

struct Counter {
  Counter() : count(0) {}
  void add() { ++count; }
  int count;
};

Counter &counter() {
  static Counter one;
  return one;
}

task<> changes() {
  co_await coro::yield();
  counter().add();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'changes' writes mutable global 'one' through 'Counter::add'
}
