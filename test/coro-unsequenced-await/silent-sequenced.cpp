// RUN: %check %s coro-unsequenced-await

// What C++17 puts in order.

#include "coro.h"
#include <vector>

struct pair {
  int one, two;
};
struct sums {
  void add(int);
  int n;
};

int total;
int *pointer = &total;
std::vector<int> table;

task<> compound() {
  total += co_await coro::read();
  total = co_await coro::read();
  table[total] = co_await coro::read();
}

task<> hoisted() {
  int n = co_await coro::read();
  total = total + n;
}

task<> braced() {
  pair p{total, co_await coro::read()};
  print(p.one);
}

task<> shifted() { print(total << co_await coro::read()); }

task<> short_circuit() {
  if (total > 3 && co_await coro::read())
    print(total);
}

task<> conditional() { print(total ? co_await coro::read() : total); }

task<> comma() { print((total, co_await coro::read())); }

task<int> object_first(sums **s) {
  (*s)->add(co_await coro::read());
  co_return total;
}
