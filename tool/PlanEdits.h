//===- PlanEdits.h - The edits of plans, from all their units ---*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PLANEDITS_H
#define COTIDY_TOOL_PLANEDITS_H

#include "Fix.h"
#include "refactor/Edits.h"

namespace cotidy {

/// Nothing, or why a plan is given up.
using Objection = std::optional<Refusal>;

Refusal objection(const llvm::Twine &Reason);

/// A file that a plan edits, as its units read it.
struct Target {
  llvm::sys::fs::UniqueID Id;
  std::string Text;
  std::vector<Edit> Edits; ///< sorted, each once
};
using Targets = std::map<std::string, Target>; ///< by path, as Clang opened it

struct PlanEdits {
  Plan What;
  Targets Files;
  Objection Why;
};

/// The edits of each of \p Plans, in terms of the files as \p Files has them.
/// Each unit is parsed no more than twice, however many plans concern it. \p
/// Now is what the plans were made of.
std::vector<PlanEdits> editsOf(std::vector<Plan> Plans,
                               const std::vector<FixUnit> &Units,
                               const EditedFiles &Files, const Results &Now,
                               unsigned Jobs);

/// Would both edit one place, or places that touch?
bool meet(const Targets &A, const Targets &B);

} // namespace cotidy

#endif // COTIDY_TOOL_PLANEDITS_H
