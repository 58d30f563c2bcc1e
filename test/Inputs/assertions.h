// A test framework as an assertion macro shows it: it counts, and keeps its state
// in a global of its own.
#ifndef COTIDY_TEST_ASSERTIONS_H
#define COTIDY_TEST_ASSERTIONS_H

namespace framework {
struct Context {
  int assertions = 0;
  int failures = 0;
};
inline Context context;
inline void count(bool passed) {
  ++context.assertions;
  if (!passed)
    ++context.failures;
}
} // namespace framework

#define CHECK(...) ::framework::count(__VA_ARGS__)

namespace framework {
struct Message {
  int line;
  void react() { count(line > 0); }
};
} // namespace framework

#define PASTE_IMPL(a, b) a##b
#define PASTE(a, b) PASTE_IMPL(a, b)
#define MESSAGE_AS(name)                                                       \
  do {                                                                         \
    framework::Message name{__LINE__};                                         \
    name.react();                                                              \
  } while (false)
#define MESSAGE() MESSAGE_AS(PASTE(message_, __LINE__))

#endif // COTIDY_TEST_ASSERTIONS_H
