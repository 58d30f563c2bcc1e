// Variables and types that a project has decided about.
// RUN: %check %s coro-mutable-global --suffix=ALL
// RUN: %check %s coro-mutable-global -o 'IgnoredGlobals=app::*;counter' -o IgnoredTypes=Metrics

#include "coro.h"

int counter;
namespace app {
int depth;
}
struct Metrics {
  int hits;
};
Metrics metrics;

task<> worker() {
  ++counter;
  // CHECK-MESSAGES-ALL: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'counter'
  ++app::depth;
  // CHECK-MESSAGES-ALL: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'app::depth'
  ++metrics.hits;
  // CHECK-MESSAGES-ALL: :[[@LINE-1]]:3: warning: coroutine 'worker' writes mutable global 'metrics'
  co_await coro::yield();
}
