// A call that changes the state and says how it found it tests anew; where
// nobody looks at what it says, nobody does.
// RUN: %check %s coro-check-then-act

#include "coro.h"

struct meeting {
  int finished = 0;
  bool over() const { return finished > 0; }
  bool first() { return finished++ == 0; }
};
void announce();

task<> attend(meeting &shared) {
  if (shared.over())
    co_return;
  co_await coro::yield();
  if (shared.first())
    announce();
}

task<> negated(meeting &shared) {
  if (shared.over())
    co_return;
  co_await coro::yield();
  if (!shared.first())
    co_return;
  announce();
}

task<> all() {
  meeting shared;
  co_await coro::when_all(attend(shared), attend(shared), negated(shared));
}
