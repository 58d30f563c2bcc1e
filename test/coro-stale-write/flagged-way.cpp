// RUN: %check %s coro-stale-write

// Through several locals, casts, arithmetic, fields, structured bindings,
// parameters, functions.

#include "coro.h"

long total;
task<> log();

struct sums {
  long all;
  int errors;
};
sums state;

struct pair {
  long one, two;
};

long plus_one(long n) { return n + 1; }

task<> locals_and_casts() {
  long first = total;
  int second = static_cast<int>(first) * 2;
  auto third = second + 1;
  co_await log();
  total = third;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> changed_after_the_suspension() {
  long n = total;
  co_await log();
  n += 5;
  total = n;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> aggregate_field() {
  pair p{total, 2};
  co_await log();
  total = p.one + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> structured_binding() {
  auto [one, two] = pair{total, 2};
  co_await log();
  total = one + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> copied_whole() {
  sums copy = state;
  co_await log();
  state.all = copy.all + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'state.all' is written from
}

task<> written_whole() {
  sums copy = state;
  copy.all += co_await coro::read();
  state = copy;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'state' is written from
}

task<> parameter(long n) {
  n = total;
  co_await log();
  total = n + 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> function() {
  long n = total;
  co_await log();
  total = plus_one(n);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}

task<> conditional(bool more) {
  long n = total;
  co_await log();
  total = more ? n + 1 : 0;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'total' is written from
}
