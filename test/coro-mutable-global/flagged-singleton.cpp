// What an accessor returns by reference or pointer is reached from the static
// object that it hands out.
// RUN: %check %s coro-mutable-global

#include "coro.h"

struct Registry {
  int users = 0;
  int *slot = nullptr;
  void add() { ++users; }
  int size() const { return users; }
  static Registry &instance() {
    static Registry the_registry;
    return the_registry;
  }
  static Registry *leaked() {
    static Registry *const the_pointer = new Registry;
    return the_pointer;
  }
};

int &sequence() {
  static int the_sequence;
  return the_sequence;
}

task<> field() {
  Registry::instance().users = 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'field' writes mutable global '{{.*}}the_registry'
  co_await coro::yield();
}

task<> method() {
  Registry::instance().add();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'method' writes mutable global '{{.*}}the_registry'
  co_await coro::yield();
}

task<> keptReference() {
  Registry &r = Registry::instance();
  co_await coro::yield();
  r.users++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'keptReference' writes mutable global '{{.*}}the_registry'
}

task<> pointer() {
  Registry::leaked()->users++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'pointer' writes mutable global '{{.*}}the_pointer'
  co_await coro::yield();
}

task<> number() {
  sequence() += 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'number' writes mutable global '{{.*}}the_sequence'
  co_await coro::yield();
}
