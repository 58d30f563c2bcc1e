// Connections run beside each other, each on a queue of its own.
// RUN: %check %s coro-held-across-suspend
// RUN: %check %s coro-held-across-suspend --suffix=LOW -o MinConfidence=low

#include "coro.h"
#include <deque>
#include <memory>

struct connection {
  std::deque<int> queue;

  task<> writer() {
    while (!queue.empty()) {
      int &first = queue.front();
      co_await coro::yield();
      ++first;
      // CHECK-MESSAGES-LOW: :[[@LINE-1]]:9: warning: 'first' refers into 'queue'
      queue.pop_front();
    }
  }

  task<> run() { co_await writer(); }
};

task<> serve(int count) {
  for (int i = 0; i < count; ++i) {
    auto one = std::make_shared<connection>();
    coro::spawn([](std::shared_ptr<connection> c) -> task<> { co_await c->run(); }(one));
  }
  co_return;
}
