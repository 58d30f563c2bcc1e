// What is held in a container that is an element of another: its own changes
// and the other's count, whether an iterator or an index led there. A free
// function that takes elements away counts as well.
// RUN: %check %s coro-held-across-suspend

#include "coro.h"
#include <map>
#include <utility>
#include <vector>

struct subscriber {
  int id = 0;
  task<> notify();
};

struct broker {
  std::map<int, std::vector<subscriber>> topics;
  void subscribe(int topic) { topics[topic].push_back({1}); }

  task<> publish(int topic) {
    auto it = topics.find(topic);
    for (auto &s : it->second)
      co_await s.notify();
    // CHECK-MESSAGES: :[[@LINE-2]]:18: warning: the range-for refers into 'topics[...]' since before the coroutine was suspended
  }
};

struct dropping {
  std::map<int, std::vector<subscriber>> topics;
  void drop(int topic) { topics.erase(topic); }

  task<> publish(int topic) {
    for (auto &s : topics[topic])
      co_await s.notify();
    // CHECK-MESSAGES: :[[@LINE-2]]:18: warning: the range-for refers into 'topics[...]' since before the coroutine was suspended
  }
};

struct filtering {
  std::vector<subscriber> all;
  void drop(int id) {
    std::erase_if(all, [id](const subscriber &s) { return s.id == id; });
  }

  task<> publish() {
    for (auto &s : all)
      co_await s.notify();
    // CHECK-MESSAGES: :[[@LINE-2]]:18: warning: the range-for refers into 'all' since before the coroutine was suspended
  }
};

struct taking {
  std::vector<subscriber> all;
  std::vector<subscriber> take() { return std::exchange(all, {}); }

  task<> publish() {
    for (auto &s : all)
      co_await s.notify();
    // CHECK-MESSAGES: :[[@LINE-2]]:18: warning: the range-for refers into 'all' since before the coroutine was suspended
  }
};

struct keeping {
  std::map<int, std::vector<subscriber>> topics;
  void open(int topic) { topics[topic]; }

  task<> publish(int topic) {
    for (auto &s : topics[topic])
      co_await s.notify();
  }
};
