//===- CheckLists.h - Which checks a configuration means --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_CHECKLISTS_H
#define COTIDY_TOOL_CHECKLISTS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cotidy {

/// One entry of a list of checks as clang-tidy has them: `-bugprone-*`.
struct CheckGlob {
  llvm::StringRef Text; ///< without the `-`; refers into the list
  bool Removes = false;

  /// Does it match a check of cotidy's?
  bool matchesOurs() const;
  /// … or is it meant to?
  bool isOurs() const { return Text.starts_with("coro-") || matchesOurs(); }
};

std::vector<CheckGlob> checkGlobs(llvm::StringRef List);

/// The list, changed so that one written without cotidy in mind leaves cotidy's
/// checks on: where a `-*` is followed by globs for other checks only,
/// `coro-*` comes right after it. A list that chooses among cotidy's checks, or
/// turns everything off, stays as it is.
std::string keepOurChecks(llvm::StringRef List);

} // namespace cotidy

#endif // COTIDY_TOOL_CHECKLISTS_H
