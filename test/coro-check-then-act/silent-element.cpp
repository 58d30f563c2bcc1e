// RUN: %check %s coro-check-then-act -o MinConfidence=low

// Another element, another member, what a pointer points to.

#include "coro.h"
#include <map>

struct peer {
  int sent, limit;
  int *where;
};

std::map<int, int> cache;
int slots[8];
peer *current;
task<int> load(int key);

task<> another_key(int key, int other) {
  if (!cache.contains(key))
    cache[other] = co_await load(other);
}

task<> another_slot(int i, int j) {
  if (slots[i] == 0)
    slots[j] += co_await load(j);
}

task<> pointee() {
  if (current)
    current->sent += co_await load(0);
}

task<> another_member(peer &p) {
  if (p.limit > 0)
    p.sent += co_await load(0);
}
