// RUN: %check %s coro-check-then-act

// The test still holds where nobody was at work meanwhile.

#include "coro.h"
#include <map>
#include <optional>

class pages {
public:
  void reset() {
    ++generation;
    token.reset();
    known.clear();
  }

  task<> once() {
    if (token)
      co_return;
    const int mine = generation;
    const int value = co_await coro::read();
    if (mine != generation)
      co_return;
    token = value;
  }

  task<> by_key(int key) {
    const int mine = generation;
    if (!known.contains(key)) {
      const int value = co_await coro::read();
      if (mine == generation)
        known[key] = value;
    }
  }

private:
  int generation = 0;
  std::optional<int> token;
  std::map<int, int> known;
};
