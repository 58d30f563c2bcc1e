// Constants, and statics that nobody ever writes, are no mutable globals.
// RUN: %check %s coro-mutable-global
// RUN: %check %s coro-mutable-global -o MinConfidence=low

#include "coro.h"
#include <map>
#include <string_view>

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

// A view of text is a pointer to const too, in a table as well.
constexpr std::string_view greeting = "hello";
std::string_view farewell = "bye";
const std::map<int, std::string_view> reasons = {{200, "ok"}};
std::string_view titles[] = {"Mr", "Ms"};
std::string_view reason(int code) { return reasons.find(code)->second; }
void setTexts(std::string_view a, std::string_view b, std::string_view c);
void keepText(const char *text);

task<> say(int code) {
  setTexts(greeting, farewell, titles[code]);
  co_await coro::yield();
  setTexts(reason(code), farewell, greeting);
  keepText(reason(code).data());
}
