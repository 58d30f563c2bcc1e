//===- Locks.h - Where a lock is held ---------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_LOCKS_H
#define COTIDY_PROGRAM_LOCKS_H

#include "program/Options.h"
#include "program/Program.h"

namespace cotidy {

/// For each block and event of \p F, whether a lock is held there: an ordinary
/// one, or one that Options::AsyncLocks names. Empty where the function takes
/// none. The event that gives a lock back still holds it, the one that takes it
/// does not yet: between two holdings there is always an event without.
std::vector<std::vector<bool>> heldLocks(const Program &P, FunctionId F,
                                         const Options &O);

} // namespace cotidy

#endif // COTIDY_PROGRAM_LOCKS_H
