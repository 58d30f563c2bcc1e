//===- ChangedLines.h - Lines that findings are wanted in -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_CHANGEDLINES_H
#define COTIDY_TOOL_CHANGEDLINES_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cotidy {

class Messages;
class Sources;

/// Lines of files, from 1, the last one included.
using LineRange = std::pair<unsigned, unsigned>;

class ChangedLines {
public:
  /// What git says has changed since the working tree and \p Revision had one
  /// history: committed or not, new files as a whole. Lines that went away have
  /// no place. Nothing, and a sentence in \p Out, where git cannot tell.
  static std::optional<ChangedLines> since(llvm::StringRef Revision,
                                           Messages &Out);
  /// clang-tidy's JSON: [{"name": "a.cpp", "lines": [[1, 3], [5, 7]]}, …].
  static std::optional<ChangedLines> named(llvm::StringRef Filter,
                                           Messages &Out);

  /// Does \p Each stand in them: its own place, or a step of its path?
  bool touch(const Result &Each, const Results &R, Sources &From) const;

private:
  using Lines = std::vector<LineRange>; ///< empty: all
  /// Null where no line of \p Path is meant.
  const Lines *find(llvm::StringRef Path) const;
  bool contain(llvm::StringRef Path, LineRange Range) const;

  std::map<std::string, Lines> ByPath; ///< real paths
  std::vector<std::pair<std::string, Lines>> ByEnd;
};

/// The lines of each file, by its path below the top of the work tree, that
/// `git diff -U0` with the prefixes `a/` and `b/` shows as new.
std::map<std::string, std::vector<LineRange>> newLines(llvm::StringRef Diff);

} // namespace cotidy

#endif // COTIDY_TOOL_CHANGEDLINES_H
