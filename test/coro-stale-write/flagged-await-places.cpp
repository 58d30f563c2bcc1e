// RUN: %check %s coro-stale-write

// The suspension stands in a subscript, a range-for, a condition, a condition's
// operand, an argument, an initialiser list, a return value's helper.

#include "coro.h"
#include <vector>

struct numbers {
  int *begin() const;
  int *end() const;
};
task<numbers> all();
task<int> next(int n);
struct pair {
  int one, two;
};

int total;
int table[8];

task<> subscript() {
  int old = total;
  table[co_await coro::read()] = 1;
  total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> range() {
  int sum = total;
  for (int n : co_await all())
    sum += n;
  total = sum;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> in_a_range() {
  int sum = total;
  for (int n : table)
    sum += co_await next(n);
  total = sum;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> condition() {
  int old = total;
  if (co_await coro::read())
    total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
}

task<> operand(bool wanted) {
  int old = total;
  if (wanted && co_await coro::read())
    total = old + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
}

task<> list() {
  int old = total;
  pair p{1, co_await coro::read()};
  total = old + p.two;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> switched() {
  int old = total;
  switch (co_await coro::read()) {
  case 1:
    total = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'total' is written from
    break;
  default:
    break;
  }
}
