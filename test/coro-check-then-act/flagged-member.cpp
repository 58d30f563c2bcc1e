// RUN: %check %s coro-check-then-act

// Members, of this and of what the coroutine was lent; somebody else does the same.

#include "coro.h"

task<> pay(int amount);

class account {
  int balance = 0;

public:
  task<> withdraw(int amount) {
    if (balance < amount)
      co_return;
    co_await pay(amount);
    balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is changed on the strength of a test
  }
  void fee() { balance -= 1; }
};

struct stock {
  int left = 0;
};
task<> take(stock &s) {
  if (s.left > 0) {
    co_await coro::yield();
    --s.left;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 's.left' is changed on the strength of a test
  }
}
void spill(stock &s) { --s.left; }
