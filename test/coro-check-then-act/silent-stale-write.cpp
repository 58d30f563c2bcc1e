// RUN: %check %s coro-check-then-act -o MinConfidence=low

// What coro-stale-write reports is reported once.

#include "coro.h"

int balance;
task<> pay(int amount);

task<> withdraw(int amount) {
  int before = balance;
  if (before >= amount) {
    co_await pay(amount);
    balance = before - amount;
  }
}
