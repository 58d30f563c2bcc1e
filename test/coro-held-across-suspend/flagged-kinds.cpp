// RUN: %check %s coro-held-across-suspend

// References, pointers, views, through locals and on one path only.

#include "coro.h"
#include <span>
#include <string>
#include <vector>

std::vector<int> table;
void grow() { table.push_back(1); }

task<> reference() {
  int &first = table.front();
  co_await coro::yield();
  first = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'first' refers into 'table'
}

task<> pointer(int i) {
  int *p = &table[i];
  int *q = p;
  co_await coro::yield();
  *q = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'q' refers into 'table'
}

task<> view() {
  std::span<int> all(table);
  co_await coro::yield();
  all[0] = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'all' refers into 'table'
}

task<> one_path(bool wait) {
  auto it = table.begin();
  if (wait)
    co_await coro::yield();
  *it = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'it' refers into 'table'
}

void set(int &element, int value);

task<> temporary() {
  set(table[0], co_await coro::read());
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a temporary refers into 'table'
}

task<> lent(std::vector<int> &items) {
  int &first = items[0];
  co_await coro::yield();
  first = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'first' refers into 'items'
}
task<> lend() {
  co_await lent(table);
}
