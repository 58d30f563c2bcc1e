// RUN: %check %s coro-stale-write

// The lost deposit: a member is read, awaited over, and written back.

#include "coro.h"

task<> audit();

class account {
public:
  task<> deposit(int amount) {
    int old = balance;
    co_await audit();
    balance = old + amount;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is written from a value that was read before the coroutine was suspended; a change made meanwhile is lost
    // CHECK-NOTES: :[[@LINE-4]]:15: note: 'balance' is read here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: the coroutine is suspended here
    // CHECK-NOTES: :[[@LINE-4]]:5: note: 'balance' is written here from the old value
    // CHECK-NOTES: :[[@LINE+4]]:31: note: 'account::amount' uses 'balance' too
    // CHECK-NOTES: :[[@LINE-6]]:5: note: await first and read 'balance' afterwards, as '+=' with the await on its right does, or hold a coroutine mutex from the read to the write
  }

  int amount() const { return balance; }

private:
  int balance = 0;
};
