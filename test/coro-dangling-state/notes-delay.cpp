// RUN: %check %s coro-dangling-state

// The notes say that the delay was seen, and that it proves nothing.

#include "coro.h"

task<> count(int &n) {
  co_await coro::yield();
  ++n;
}

task<> sleeps() {
  int n = 0;
  coro::spawn(count(n));
  // CHECK-MESSAGES: :[[@LINE-1]]:21: warning: 'count' refers to 'n', which may end before it does
  // CHECK-NOTES: :[[@LINE-2]]:21: note: 'n' is handed over here
  // CHECK-NOTES: :[[@LINE-3]]:3: note: 'count' is left running, whatever time it is given
  // CHECK-NOTES: :[[@LINE-5]]:7: note: 'n' is declared here and ends with its scope
  // CHECK-NOTES: :[[@LINE-10]]:5: note: 'count' uses it here
  // CHECK-NOTES: :[[@LINE-6]]:21: note: await 'count' in the scope of 'n', or let it own what it uses: a value, or a std::shared_ptr by value
  co_await coro::sleep(1000);
}
