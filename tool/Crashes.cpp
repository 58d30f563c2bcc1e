//===- Crashes.cpp - Crashes that tests ask for ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Crashes.h"
#include "llvm/Support/Compiler.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemAlloc.h"
#include <csignal>
#include <cstdlib>
#include <unistd.h>

using namespace llvm;

namespace cotidy {

static int overflowStack(volatile char *Above) {
  volatile char Frame[1 << 12] = {};
  return Above ? overflowStack(Frame) + Frame[0] + Above[0] : 0;
}

void crashIfAsked(StringRef CrashIn, StringRef Place) {
  if (CrashIn.empty())
    return;
  if (CrashIn == Place)
    LLVM_BUILTIN_TRAP;
  const auto [Way, Name] = CrashIn.split(':');
  if (Name.empty() || !Place.ends_with(Name))
    return;
  if (Way == "signal")
    LLVM_BUILTIN_TRAP;
  if (Way == "overflow") {
    volatile char Frame = 0;
    exit(overflowStack(&Frame));
  }
  if (Way == "fatal")
    report_fatal_error("what a test asked for");
  if (Way == "exit")
    exit(3);
  if (Way == "kill")
    kill(getpid(), SIGKILL);
  while (Way == "memory")
    *static_cast<volatile char *>(safe_malloc(1 << 20)) = 1;
  while (Way == "hang")
    pause();
}

} // namespace cotidy
