// An iterator in a pair is held like any other; a string's += invalidates.
// RUN: %check %s coro-held-across-suspend

#include "coro.h"
#include <map>
#include <string>
#include <string_view>

struct Session {
  int uses = 0;
};
std::map<int, Session> sessions;
std::string text;
void print(const char *text);

task<> change() {
  sessions.erase(1);
  text += "!";
  co_await coro::yield();
}

task<> first(int key) {
  auto it = sessions.try_emplace(key).first;
  co_await coro::yield();
  ++it->second.uses;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'it' refers into 'sessions' since before the coroutine was suspended
}
task<> whole(int key) {
  auto made = sessions.try_emplace(key);
  co_await coro::yield();
  ++made.first->second.uses;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'made' refers into 'sessions' since before the coroutine was suspended
}
task<> binding(int key) {
  auto [it, isNew] = sessions.try_emplace(key);
  co_await coro::yield();
  ++it->second.uses;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: {{.*}} refers into 'sessions' since before the coroutine was suspended
}
task<> characters() {
  const char *shown = text.c_str();
  co_await coro::yield();
  print(shown);
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} refers into 'text' since before the coroutine was suspended
}
task<> onlyWhetherNew(int key) {
  auto [it, isNew] = sessions.try_emplace(key);
  it->second.uses = 1;
  co_await coro::yield();
  if (isNew)
    co_return;
}
