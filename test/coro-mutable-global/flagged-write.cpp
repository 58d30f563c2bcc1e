// Every way to write a variable of namespace scope in a coroutine's own text.
// RUN: %check %s coro-mutable-global

#include "coro.h"

int counter;
static bool running = true;
namespace app {
unsigned flags;
enum class Phase { Start, Work, End };
Phase phase = Phase::Start;
} // namespace app
namespace {
int table[4];
} // namespace
struct Stats {
  int hits;
  struct {
    int depth;
  } inner;
};
Stats stats;
int *cursor;
Stats &alias = stats;
constinit int initialised_early = 1;

task<> increments() {
  co_await coro::yield();
  ++counter;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'increments' writes mutable global 'counter' [coro-mutable-global]
}

task<> assigns() {
  co_await coro::yield();
  running = false;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'assigns' writes mutable global 'running' [coro-mutable-global]
}

task<> compounds() {
  app::flags |= 4;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'compounds' writes mutable global 'app::flags' [coro-mutable-global]
  co_await coro::yield();
}

task<> enumerates() {
  using namespace app;
  phase = Phase::Work;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'enumerates' writes mutable global 'app::phase' [coro-mutable-global]
  co_await coro::yield();
}

task<> elements(int i) {
  table[i] = co_await coro::read();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'elements' writes mutable global 'table' [coro-mutable-global]
}

task<> fields() {
  stats.inner.depth--;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'fields' writes mutable global 'stats' [coro-mutable-global]
  co_await coro::yield();
}

task<> pointees() {
  *cursor = 1;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'pointees' writes mutable global 'cursor' [coro-mutable-global]
  co_await coro::yield();
}

task<> throughLocalReference() {
  int &mine = initialised_early;
  co_await coro::yield();
  mine += 2;
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: coroutine 'throughLocalReference' writes mutable global 'initialised_early' [coro-mutable-global]
}

int left, right;
task<> eitherOne(bool first) {
  (first ? left : right) = 1;
  // CHECK-MESSAGES-DAG: :[[@LINE-1]]:3: warning: coroutine 'eitherOne' writes mutable global 'left' [coro-mutable-global]
  // CHECK-MESSAGES-DAG: :[[@LINE-2]]:3: warning: coroutine 'eitherOne' writes mutable global 'right' [coro-mutable-global]
  co_await coro::yield();
}

generator<int> numbers() {
  static int next_number = 0;
  while (true)
    co_yield next_number++;
  // CHECK-MESSAGES: :[[@LINE-1]]:14: warning: coroutine 'numbers' writes mutable global 'next_number' [coro-mutable-global]
}
