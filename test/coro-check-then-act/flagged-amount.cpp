// RUN: %check %s coro-check-then-act

// An amount that was enough, a limit that was not reached.

#include "coro.h"
#include <vector>

task<> pay(int amount);

int balance, running;
std::vector<int> jobs;
constexpr int most = 4;

task<> withdraw(int amount) {
  if (balance >= amount) {
    co_await pay(amount);
    balance -= amount;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'balance' is changed on the strength of a test
  }
}

task<> start() {
  if (running >= most)
    co_return;
  co_await coro::yield();
  ++running;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[35]}}: warning: 'running' is changed on the strength of a test
}

task<> add(int job) {
  if (jobs.size() < most) {
    co_await coro::yield();
    jobs.push_back(job);
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'jobs' is changed on the strength of a test
  }
}
