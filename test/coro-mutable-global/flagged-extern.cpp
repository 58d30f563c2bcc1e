// A variable that is defined elsewhere is written all the same.
// RUN: %check %s coro-mutable-global

#include "coro.h"

extern int elsewhere;
extern "C" int in_c;

task<> worker() {
  elsewhere = co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'elsewhere' [coro-mutable-global]
  in_c--;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'in_c' [coro-mutable-global]
}
