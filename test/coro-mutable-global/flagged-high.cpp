// Sure where a second coroutine uses the same variable, or where the coroutine
// does not run alone.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global --suffix=HIGH -o MinConfidence=high

#include "coro.h"

int alone;
int two_write;
int one_reads;
int beside;

task<> onlyOne() {
  ++alone;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'onlyOne' writes mutable global 'alone' [coro-mutable-global]
  co_await coro::yield();
}

task<> first() {
  ++two_write;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'first' writes mutable global 'two_write' [coro-mutable-global]
  // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:3: warning: coroutine 'first' writes mutable global 'two_write' [coro-mutable-global]
  co_await coro::yield();
  one_reads = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'first' writes mutable global 'one_reads' [coro-mutable-global]
  // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:3: warning: coroutine 'first' writes mutable global 'one_reads' [coro-mutable-global]
}

task<> second() {
  ++two_write;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'second' writes mutable global 'two_write' [coro-mutable-global]
  // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:3: warning: coroutine 'second' writes mutable global 'two_write' [coro-mutable-global]
  co_await coro::yield();
  print(one_reads);
  // CHECK-MESSAGES: :[[@LINE-1]]:9: warning: coroutine 'second' reads mutable global 'one_reads' [coro-mutable-global]
}

task<> spawned() {
  ++beside;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'spawned' writes mutable global 'beside' [coro-mutable-global]
  // CHECK-MESSAGES-HIGH: :[[@LINE-2]]:3: warning: coroutine 'spawned' writes mutable global 'beside' [coro-mutable-global]
  co_await coro::yield();
}

task<> starts() {
  co_await coro::when_all(spawned(), spawned());
}
