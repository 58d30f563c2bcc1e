// RUN: %check %s coro-stale-write

// Through the functions that give and take the value, other objects' too.

#include "coro.h"
#include <memory>

class account {
public:
  int balance() const { return cents; }
  void set_balance(int n) { cents = n; }
  void log() const;

private:
  int cents = 0;
};

task<> by_reference(account &a) {
  int old = a.balance();
  co_await coro::yield();
  a.set_balance(old + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'a.cents' is written from
}

task<> by_pointer(account *a) {
  int old = a->balance();
  co_await coro::yield();
  a->set_balance(old + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'a->cents' is written from
}

task<> by_shared_pointer(std::shared_ptr<account> a) {
  int old = a->balance();
  co_await coro::yield();
  a->set_balance(old + 1);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'a->cents' is written from
}
