// RUN: %check %s coro-check-then-act

// A path that suspends and does not test again is enough.

#include "coro.h"

task<> pay(int amount);
int balance;

task<> on_one_path(int amount, bool slow) {
  if (balance < amount)
    co_return;
  if (slow)
    co_await pay(amount);
  balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is changed on the strength of a test
}

task<> tested_on_one_path(int amount, bool careful) {
  if (balance < amount)
    co_return;
  co_await pay(amount);
  if (careful && balance < amount)
    co_return;
  balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is changed on the strength of a test
}

task<> in_the_condition(int amount) {
  if (balance >= amount && co_await coro::read())
    balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is changed on the strength of a test
}

task<> suspended_again(int amount) {
  if (balance < amount)
    co_return;
  co_await pay(amount);
  if (balance < amount)
    co_return;
  co_await pay(amount);
  balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is changed on the strength of a test
}

task<> kept(int amount) {
  const bool enough = balance >= amount;
  co_await pay(amount);
  if (enough)
    balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is changed on the strength of a test
}
