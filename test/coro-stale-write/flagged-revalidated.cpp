// RUN: %check %s coro-stale-write

// What was read before is used only if nobody was at work meanwhile.

#include "coro.h"
#include <string>

struct record {
  int balance;
  int version;
};

int rounds;
int total;

class page {
public:
  void reset() {
    ++generation;
    views = 0;
    title.clear();
    row = nullptr;
  }

  task<> same_generation() {
    const int mine = generation;
    const int old = views;
    const int more = co_await coro::read();
    if (mine != generation)
      co_return;
    views = old + more;
  }

  task<> newest_generation() {
    const int mine = ++generation;
    const int old = views;
    const int more = co_await coro::read();
    if (mine == generation)
      views = old + more;
  }

  task<> same_version() {
    const int version = row->version;
    const int balance = row->balance;
    co_await coro::yield();
    if (row->version != version)
      co_return;
    row->balance = balance + 1;
    ++row->version;
  }

  task<> same_title() {
    const std::string before = title;
    const int old = views;
    co_await coro::yield();
    if (before == title)
      views = old + 1;
  }

  task<> elsewhere(page &other) {
    const int mine = other.generation;
    const int old = views;
    co_await coro::yield();
    if (mine != other.generation)
      co_return;
    views = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'views' is written from
  }

  task<> another(int limit) {
    const int old = views;
    co_await coro::yield();
    if (generation != limit)
      co_return;
    views = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'views' is written from
  }

private:
  int generation = 0;
  int views = 0;
  std::string title;
  record *row = nullptr;
};

task<> globals() {
  const int round = rounds;
  const int old = total;
  co_await coro::yield();
  if (round != rounds)
    co_return;
  total = old + 1;
}
