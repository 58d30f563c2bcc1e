//===- Processes.h - Calls in processes of their own ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What crashes, hangs, exits or takes all memory in there takes nothing else
// with it.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PROCESSES_H
#define COTIDY_TOOL_PROCESSES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <sys/types.h>

namespace cotidy {

/// What became of a call.
struct Ended {
  enum Manner {
    Finished,  ///< and returned
    Signalled, ///< Number: the signal that ended it
    Exited,    ///< Number: the status, of an exit() inside
    TimedOut,
    OutOfMemory,
    NotStarted ///< Number: the errno of what failed
  };
  Manner How = NotStarted;
  int Number = 0;
  std::string Said;       ///< the start of what it wrote to stdout and stderr
  uint64_t PeakBytes = 0; ///< the most memory that was resident
};

struct ProcessLimits {
  unsigned Jobs = 0;      ///< at a time; 0: one a core
  unsigned Seconds = 0;   ///< for each piece of a result; 0: no limit
  unsigned Mebibytes = 0; ///< of each process's own memory; 0: no limit
};

/// For a process just forked: has it end with \p Parent, however that ends.
void endWith(pid_t Parent);

/// Gives a piece of a call's result. Processes that the call has forked give
/// theirs to the same; no two may at a time.
using Giving = llvm::function_ref<void(llvm::StringRef)>;

/// Calls \p Work with each of \p Order, each call in a process forked for it.
/// These start in that order. What they give is told to \p Got as it comes, and
/// their ends to \p Done, each after its whole pieces. \p Look hears several
/// times a second which calls run, the oldest first. The caller must have no
/// other thread. However it ends, its processes end.
void runApart(llvm::ArrayRef<size_t> Order, const ProcessLimits &Limits,
              llvm::function_ref<void(size_t, Giving)> Work,
              llvm::function_ref<void(size_t, std::string)> Got,
              llvm::function_ref<void(size_t, Ended)> Done,
              llvm::function_ref<void(llvm::ArrayRef<size_t>)> Look);

} // namespace cotidy

#endif // COTIDY_TOOL_PROCESSES_H
