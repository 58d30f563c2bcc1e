// What LLVM, which is not instrumented, has freed is known to be free, and a report from
// a process that another one outlives is kept.
// REQUIRES: asan
// RUN: %clangxx -std=c++20 -fsanitize=address,undefined -fno-sanitize=vptr,function -fno-sanitize-recover=all -shared-libasan -isystem %llvm/include %s -o %t -L%llvm/lib -Wl,-rpath,%llvm/lib -lLLVM
// RUN: rm -rf %t.reports && mkdir %t.reports
// RUN: env ASAN_OPTIONS="%sanitizer_options log_path='%t.reports/report'" %t free
// RUN: cat %t.reports/report.* | FileCheck --check-prefix=FREE %s
// FREE: ERROR: AddressSanitizer: heap-use-after-free
// FREE: freed by thread
// RUN: rm -rf %t.reports && mkdir %t.reports
// RUN: env ASAN_OPTIONS="%sanitizer_options log_path='%t.reports/report'" %t overflow
// RUN: cat %t.reports/report.* | FileCheck --check-prefix=OVERFLOW %s
// OVERFLOW: runtime error: signed integer overflow

#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include <climits>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (pid_t child = fork(); child != 0) {
    int status = 0;
    waitpid(child, &status, 0);
    return status == 0; // the child was to fail
  }
  volatile int read = INT_MAX;
  llvm::CrashRecoveryContext().RunSafely([&] {
    if (argv[1] == std::string_view("overflow")) {
      read = read + argc;
      return;
    }
    llvm::SmallVector<int, 0> numbers(4, 0);
    int &first = numbers.front();
    numbers.resize(1000, 0);
    read = first;
  });
  _exit(0);
}
