// RUN: %check %s coro-check-then-act

// A lock that was dropped between.

#include "coro.h"

struct async_mutex {
  coro::pause_awaiter lock();
  void unlock();
};

async_mutex mutex;
task<> pay(int amount);
int balance;

task<> withdraw(int amount) {
  co_await mutex.lock();
  const bool enough = balance >= amount;
  mutex.unlock();
  if (!enough)
    co_return;
  co_await pay(amount);
  co_await mutex.lock();
  balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'balance' is changed on the strength of a test
  mutex.unlock();
}
