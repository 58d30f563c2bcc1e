// RUN: %check %s coro-held-across-suspend

// The reference is used only if nobody was at work meanwhile.

#include "coro.h"
#include <vector>

class pages {
public:
  void reset() {
    ++generation;
    items.clear();
  }

  task<> first() {
    const int mine = generation;
    int &item = items.front();
    const int value = co_await coro::read();
    if (mine != generation)
      co_return;
    item = value;
  }

private:
  int generation = 0;
  std::vector<int> items;
};
