//===- TaskFates.h - What becomes of a function's tasks ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Forward over a function's blocks goes, for each object that it hands to a
// task, what may have become of that task by then. Where the object's scope
// ends, that is the answer.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKFATES_H
#define COTIDY_RULES_TASKFATES_H

#include "rules/HandOvers.h"
#include "rules/TaskWaits.h"

namespace cotidy {

struct TaskFates {
  std::vector<LifetimeProof> Proofs; ///< one for each item
  LentSummary Summary;
};

/// \p Lent holds the summaries of all callees of \p F.
TaskFates followFates(const Program &P, FunctionId F, const Options &O,
                      TaskNames &Names, WaitNames &Waits,
                      const std::vector<HandOver> &Items,
                      const Sparse<LentSummary> &Lent);

} // namespace cotidy

#endif // COTIDY_RULES_TASKFATES_H
