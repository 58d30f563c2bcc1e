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

#endif // COTIDY_TEST_ASSERTIONS_H
