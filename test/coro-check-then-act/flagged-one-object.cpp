// A session's writer is the only one that takes from its queue. That there are
// many sessions, each with a writer, makes no second one; two runs over one
// object do.
// RUN: %check %s coro-check-then-act

#include "coro.h"
#include <deque>
#include <memory>

task<> write(int message);

class session : public std::enable_shared_from_this<session> {
public:
  void start() {
    coro::spawn(reader());
    coro::spawn(writer());
  }
  void deliver(int message) { messages.push_back(message); }

private:
  task<> reader() {
    while (true)
      deliver(co_await coro::read());
  }
  task<> writer() {
    while (true) {
      if (messages.empty()) {
        co_await coro::yield();
      } else {
        co_await write(messages.front());
        messages.pop_front();
      }
    }
  }
  std::deque<int> messages;
};

task<> accept() {
  while (true) {
    co_await coro::yield();
    std::make_shared<session>()->start();
  }
}

struct pool {
  std::deque<int> jobs;
  task<> worker() {
    if (jobs.empty())
      co_return;
    co_await write(jobs.front());
    jobs.pop_front();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'jobs' is changed on the strength of a test
  }
};

struct crew {
  std::deque<int> jobs;
  task<> worker() {
    if (jobs.empty())
      co_return;
    co_await write(jobs.front());
    jobs.pop_front();
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'jobs' is changed on the strength of a test
  }
  void start() {
    for (int i = 0; i < 4; ++i)
      coro::spawn(worker());
  }
};

task<> twoWorkers() {
  pool shared;
  co_await coro::when_all(shared.worker(), shared.worker());
}
