// RUN: %check %s coro-check-then-act -o MinConfidence=low

// What an element holds says nothing of another one that is added: the job that
// was taken from the queue comes back.

#include "coro.h"
#include <queue>

struct job {
  int priority = 0, attempts = 0;
  bool operator<(const job &other) const { return priority < other.priority; }
};
task<bool> execute(job next);

std::priority_queue<job> jobs;

task<> worker() {
  while (!jobs.empty()) {
    job next = jobs.top();
    jobs.pop();
    const bool done = co_await execute(next);
    if (!done && ++next.attempts < 3)
      jobs.push(next);
  }
}

task<> program() { co_await coro::when_all(worker(), worker()); }
