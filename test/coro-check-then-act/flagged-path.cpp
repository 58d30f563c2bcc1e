// RUN: %check %s coro-check-then-act

// The notes lead from the test to the suspension to the change.

#include "coro.h"

task<> pay(int amount);
int balance;

task<> withdraw(int amount) {
  if (balance >= amount) {
    co_await pay(amount);
    balance -= amount;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is changed on the strength of a test
    // CHECK-NOTES: :[[@LINE-4]]:7: note: 'balance' is tested here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: the coroutine is suspended here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 'balance' is changed here
    // CHECK-NOTES: :[[@LINE-10]]:5: note: 'balance' is declared here
    // CHECK-NOTES: :[[@LINE-6]]:5: note: change 'balance' before the suspension
  }
}
