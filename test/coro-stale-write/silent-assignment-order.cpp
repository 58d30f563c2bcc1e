// RUN: %check %s coro-stale-write

// The right side of an assignment comes before the left one, since C++17.

#include "coro.h"
#include <atomic>
#include <vector>

struct money {
  int cents;
  money &operator+=(int n) {
    cents += n;
    return *this;
  }
};

int total;
int *pointer = &total;
std::vector<int> table;
money sum;
std::atomic<int> count;

task<> compound(int i) {
  total += co_await coro::read();
  *pointer += co_await coro::read();
  table[i] += co_await coro::read();
  sum += co_await coro::read();
  count += co_await coro::read();
  total -= co_await coro::read() * 2;
}

task<> read_afterwards() {
  int n = co_await coro::read();
  total = total + n;
  ++total;
}
