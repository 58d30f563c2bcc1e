// What LLVM, which is not instrumented, has on the stack is seen all the same: workers
// run in its crash recovery.
// REQUIRES: tsan
// RUN: %clangxx -std=c++20 -fsanitize=thread -isystem %llvm/include %s -o %t -L%llvm/lib -Wl,-rpath,%llvm/lib -lLLVM
// RUN: env TSAN_OPTIONS="%sanitizer_options" not %t 2>&1 | FileCheck %s
// CHECK: WARNING: ThreadSanitizer: data race

#include "llvm/Support/CrashRecoveryContext.h"
#include <thread>

int shared = 0;

void work() {
  llvm::CrashRecoveryContext().RunSafely([] {
    for (int i = 0; i != 1000; ++i)
      ++shared;
  });
}

int main() {
  std::thread a(work), b(work);
  a.join();
  b.join();
}
