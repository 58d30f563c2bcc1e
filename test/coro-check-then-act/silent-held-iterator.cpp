// RUN: %check %s coro-check-then-act

// What an iterator refers to since before the suspension is what was found then, if
// that is there: coro-held-across-suspend tells. One that is found afterwards is not.

#include "coro.h"
#include <map>

std::map<int, int> table;

task<> held(int key) {
  auto it = table.find(key);
  if (it == table.end())
    co_return;
  co_await coro::yield();
  it->second += 1;
}

task<> foundAgain(int key) {
  if (!table.contains(key))
    co_return;
  co_await coro::yield();
  auto it = table.find(key);
  it->second += 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'table' is changed on the strength of a test
}

task<> drop(int key) {
  co_await coro::yield();
  table.erase(key);
}
