// Constants, and statics that nobody ever writes, are no mutable globals.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"

const int answer = 42;
constexpr int sizes[] = {1, 2, 3};
static const char *const names[] = {"one", "two"};
static const char *messages[] = {"not", "const", "but", "never written"};
int never_written = 7;
struct Config {
  static constexpr int port = 80;
  static inline const int limit = 8;
};
struct Table {
  int rows = 3;
  int size() const { return rows; }
};
Table table;

task<int> worker(int i) {
  static const int step = 2;
  static constexpr int scale = 3;
  static int offset = 4;
  co_await coro::sleep(answer + sizes[i] + step + scale + offset);
  print(names[i]);
  print(messages[i]);
  print(Config::port + Config::limit);
  co_return never_written + table.size() + table.rows;
}

// What a pointer to const points to is not written, whoever gets it.
inline const char *queue_name = "queue";
void setName(const char *name);
void keepName(const void *name);

task<> nameIt() {
  setName(queue_name);
  co_await coro::yield();
  keepName(queue_name);
}
