// (a) again: what counts as reading afterwards.
// RUN: %check %s coro-lost-value-update -o MinConfidence=high

#include "coro.h"

bool check(int);

task<> inCondition(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'inCondition' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<> inReturn(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'inReturn' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<> inLoop(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'inLoop' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
struct Totals {
  int bytes = 0;
  int calls = 0;
};
task<> aStruct(Totals totals) {
  totals.bytes += co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'aStruct' changes its copy of 'totals'
  print(totals.bytes);
}
task<> aField(int calls) {
  calls++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'aField' changes its copy of 'calls'
  print(calls);
  co_await coro::yield();
}
task<> spawned(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'spawned' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}
task<> fromMain(int hits) {
  hits++;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'fromMain' changes its copy of 'hits'
  print(hits);
  co_await coro::yield();
}

task<int> caller(Totals mine) {
  int a = 0, b = 0, c = 0, d = 0;
  co_await inCondition(a);
  if (a > 3)
    co_return 0;
  while (c < 10)
    co_await inLoop(c);
  co_await aStruct(mine);
  print(mine.bytes);
  co_await aField(mine.calls);
  print(mine.calls);
  coro::spawn(spawned(d));
  print(d);
  co_await inReturn(b);
  co_return b;
}

int main() {
  int hits = 0;
  coro::sync_wait(fromMain(hits));
  return hits;
}
