// RUN: %check %s coro-unsequenced-await
// RUN: %check %s coro-unsequenced-await --suffix=LOW -o MinConfidence=low

// Nothing in sight changes what the parameter refers to.

#include "coro.h"

task<int> sum(const int &offset) {
  co_return offset + co_await coro::read();
  // CHECK-MESSAGES-LOW: :[[@LINE-1]]:13: warning: whether 'offset' is read before or after
}
