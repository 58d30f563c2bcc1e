//===- Fix.h - Plans made, each whole or not at all -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FIX_H
#define COTIDY_TOOL_FIX_H

#include "EditedFiles.h"
#include "Inputs.h"
#include "Lint.h"
#include "Parse.h"
#include "Processes.h"

namespace cotidy {

/// A hash of each file that Clang read for a translation unit.
using Snapshot = std::map<llvm::sys::fs::UniqueID, uint64_t>;
Snapshot snapshot(const std::vector<ReadFile> &Files);

/// A translation unit that was linted, with all that it takes to do so again.
struct FixUnit {
  Input In;
  LintUnit Unit;
  Snapshot Read;
  std::vector<std::string> Files; ///< that Clang opened, absolute
  unsigned NumErrors = 0;
};

/// The units as lint() wants them: taken out of \p Units, unless \p Keep.
std::vector<LintUnit> lintUnits(std::vector<FixUnit> &Units, bool Keep);

/// What became of one plan.
struct Attempt {
  std::set<std::string> Findings; ///< the subjectKey() of each that it cures
  bool Made = false;
  std::string Reason; ///< where it was not made
  /// The reason's place, if it has one; its File is the path's.
  std::pair<std::string, Location> Where;
};

/// What fixing brought about, in memory.
struct Fixes {
  EditedFiles Files;
  std::vector<Attempt> Attempts;
  Results Left; ///< what a lint finds after the edits
};

/// One name for a finding before and after edits: check, file and subject.
std::string subjectKey(const Finding &F, const Results &In);

/// Makes the plans of \p Found: the edits of all that do not meet are put
/// together, the units that include an edited file are parsed again with them,
/// and the whole program is linted again. Where something no longer compiles, a
/// finding is still there or a check finds more than before, half of them are
/// tried, and so on down to the one that is given up. The next plans are made
/// of what the program is then, so that two that edit one place do not meet.
/// A crash over what is parsed again is one more reason to give a plan up.
/// \p CrashIn may name such a parse: "edited", a space and the file's name.
Fixes fix(std::vector<FixUnit> Units, const Results &Found,
          const ProcessLimits &Limits, llvm::StringRef CrashIn);

} // namespace cotidy

#endif // COTIDY_TOOL_FIX_H
