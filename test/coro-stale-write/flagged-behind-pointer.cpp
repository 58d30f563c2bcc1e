// RUN: %check %s coro-stale-write

// To load a pointer again is not to look again at what it points to.

#include "coro.h"
#include <map>
#include <memory>

struct connection {
  int uses = 0;
};

struct pool {
  std::map<int, std::shared_ptr<connection>> by_id;
  std::unique_ptr<connection> last;
  connection *first = nullptr;

  int total() { return by_id.at(0)->uses + last->uses + first->uses; }

  task<> element(int id) {
    int old = by_id.at(id)->uses;
    co_await coro::yield();
    by_id.at(id)->uses = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'by_id[...]->uses' is written from
  }

  task<> owned() {
    int old = last->uses;
    co_await coro::yield();
    last->uses = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'last->uses' is written from
  }

  task<> pointed() {
    int old = first->uses;
    co_await coro::yield();
    first->uses = old + 1;
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'first->uses' is written from
  }

  task<> looked() {
    int old = first->uses;
    co_await coro::yield();
    if (first->uses == old)
      first->uses = old + 1;
  }
};
