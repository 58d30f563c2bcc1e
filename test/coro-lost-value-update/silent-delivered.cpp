// The change is delivered: returned, yielded, moved out, stored where it
// outlives the coroutine. Call sites do not matter then.
// RUN: %check %s coro-lost-value-update
// RUN: %check %s coro-lost-value-update -o MinConfidence=low

#include "coro.h"
#include <string>
#include <vector>

struct Box {
  int value = 0;
  std::vector<int> kept;
  task<> put(int n);
  task<> keep(std::vector<int> items);
};

task<int> returned(int count) {
  co_await coro::yield();
  ++count;
  co_return count;
}
task<int> returnedAfterWork(int count) {
  ++count;
  int doubled = count * 2;
  co_await coro::yield();
  co_return doubled;
}
task<std::string> decorated(std::string s) {
  s += "!";
  co_await coro::yield();
  co_return s;
}
task<std::string> moved(std::string s) {
  s += "!";
  co_await coro::yield();
  co_return std::move(s);
}
generator<int> yielded(int from, int to) {
  while (from < to)
    co_yield from++;
}
generator<int> yieldedDown(int n) {
  for (; n > 0; --n)
    co_yield n;
}
task<> stored(int n, Box &box) {
  n *= 2;
  co_await coro::yield();
  box.value = n;
}
task<> storedThroughPointer(int n, int *out) {
  ++n;
  co_await coro::yield();
  *out = n;
}
task<> Box::put(int n) {
  n += 1;
  co_await coro::yield();
  value = n;
}
task<> Box::keep(std::vector<int> items) {
  items.push_back(co_await coro::read());
  kept = std::move(items);
}
task<int> onOnePath(int n, bool fast) {
  ++n;
  if (fast)
    co_return n;
  co_await coro::yield();
  co_return 0;
}
struct Stats {
  int hits = 0;
  int sum() const { return hits; }
};
task<int> methodOfIt(Stats stats) {
  stats.hits += co_await coro::read();
  co_return stats.sum();
}
task<> thrown(int code) {
  co_await coro::yield();
  code |= 1;
  throw code;
}

task<> callers(Box &box) {
  int n = 1;
  std::string s = "a";
  Stats stats;
  print(co_await returned(n));
  print(n);
  print(co_await returnedAfterWork(n));
  print(n);
  print((co_await decorated(s)).c_str());
  print((co_await moved(s)).c_str());
  print(s.c_str());
  co_await stored(n, box);
  co_await storedThroughPointer(n, &box.value);
  print(n);
  print(co_await methodOfIt(stats));
  print(stats.hits);
}
