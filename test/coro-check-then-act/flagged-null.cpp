// RUN: %check %s coro-check-then-act

// Made because there was none.

#include "coro.h"
#include <memory>
#include <optional>

task<std::shared_ptr<int>> make();
task<int> ask();

class pool {
  std::shared_ptr<int> connection;
  std::optional<int> size;

public:
  task<std::shared_ptr<int>> get() {
    if (!connection)
      connection = co_await make();
  // CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'connection' is changed on the strength of a test
    co_return connection;
  }

  task<int> limit() {
    if (size.has_value())
      co_return *size;
    size = co_await ask();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'size' is changed on the strength of a test
    co_return *size;
  }
};

int *shared;
task<int *> allocate();
task<> raw() {
  if (shared == nullptr)
    shared = co_await allocate();
  // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'shared' is changed on the strength of a test
}
