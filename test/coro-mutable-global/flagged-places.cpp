// Where code hides: default arguments, conditions, destructors, operators,
// conversions, initialisers of locals, macros.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int in_default, in_condition, in_destructor, in_operator, in_initialiser,
    in_macro, in_conversion, in_range;

static void call(int = ++in_default) {}
struct Guard {
  ~Guard() { ++in_destructor; }
};
struct Number {
  Number operator+(Number) const {
    ++in_operator;
    return {};
  }
  operator int() const { return ++in_conversion; }
};
#define COUNT() (++in_macro)

task<> worker() {
  call();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'in_default'
  if (in_condition++ > 3)
    // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: coroutine 'worker' writes mutable global 'in_condition'
    co_return;
  {
    Guard guard;
    // CHECK-MESSAGES-DAG: warning: coroutine 'worker' writes mutable global 'in_destructor'
    co_await coro::yield();
  }
  Number sum = Number() + Number();
  // CHECK-MESSAGES-DAG: :[[@LINE-1]]:16: warning: coroutine 'worker' writes mutable global 'in_operator'
  int n = in_initialiser = co_await coro::read();
  // CHECK-MESSAGES-DAG: :[[@LINE-1]]:11: warning: coroutine 'worker' writes mutable global 'in_initialiser'
  COUNT();
  // CHECK-MESSAGES-DAG: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'in_macro'
  print(sum + n);
}
