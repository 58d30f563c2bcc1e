// Mutable globals that are not variables of namespace scope: static data
// members, inline and template variables, static locals, class templates'
// statics.
// RUN: %check %s coro-mutable-global

#include "coro.h"

struct Session {
  static int open;
  inline static int closed = 0;
  static task<> count();
};
int Session::open = 0;

task<> Session::count() {
  ++open;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'Session::count' writes mutable global 'Session::open' [coro-mutable-global]
  co_await coro::yield();
  ++closed;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'Session::count' writes mutable global 'Session::closed' [coro-mutable-global]
}

inline int shared_by_all = 0;
template <typename T> int per_type = 0;
template <typename T> struct Pool {
  static int used;
};
template <typename T> int Pool<T>::used = 0;

task<> inlineVariable() {
  shared_by_all = co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'inlineVariable' writes mutable global 'shared_by_all' [coro-mutable-global]
}

task<> variableTemplate() {
  ++per_type<char>;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'variableTemplate' writes mutable global 'per_type' [coro-mutable-global]
  co_await coro::yield();
}

task<> staticOfTemplate() {
  ++Pool<long>::used;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'staticOfTemplate' writes mutable global 'Pool::used' [coro-mutable-global]
  co_await coro::yield();
}

task<int> staticLocal() {
  static int calls;
  co_await coro::yield();
  co_return ++calls;
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: coroutine 'staticLocal' writes mutable global 'calls' [coro-mutable-global]
}
