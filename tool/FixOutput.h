//===- FixOutput.h - What is shown of fixes ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FIXOUTPUT_H
#define COTIDY_TOOL_FIXOUTPUT_H

#include "Fix.h"
#include "Results.h"

namespace cotidy {

class Messages;

/// Gives each finding that has a plan a note on it: that --fix can make it, or
/// why not.
void notePlans(Results &Found);

/// The same after the attempts, whose edits are on disk where \p Found.Fixed.
void noteAttempts(Results &Found, const Fixes &Made);

/// A unified diff of all files, with names that `git apply` understands: below
/// the working directory where all of them are, else below the top of the work
/// tree, which is said in \p Out.
std::string diff(const EditedFiles &Files, Messages &Out);

/// clang-tidy's YAML: the findings of \p Found, and with the first finding that
/// they cure the edits.
std::string exportedFixes(const Results &Found);

} // namespace cotidy

#endif // COTIDY_TOOL_FIXOUTPUT_H
