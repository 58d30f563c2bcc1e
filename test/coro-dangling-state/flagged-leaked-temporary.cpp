// RUN: %check %s coro-dangling-state

// A temporary, lent to a function that leaves a task running with it.

#include "coro.h"
#include <string>

task<> show(const std::string &text) {
  co_await coro::yield();
  print(text.c_str());
}

void start(const std::string &text) { coro::spawn(show(text)); }

void literal() {
  start("hello");
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'show' refers to a temporary, which ends before it does
}

void sum(const std::string &name) {
  start(std::string(name));
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: 'show' refers to a temporary, which ends before it does
}

void lent(const std::string &name) { start(name); }

const std::string &fixed();
void elsewhere() { start(fixed()); }

// The name 'start' says nothing about a string that it is given.
void through() {
  lent("hello");
  // CHECK-MESSAGES: :[[@LINE-1]]:8: warning: 'show' refers to a temporary, which ends before it does
}
