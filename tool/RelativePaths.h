//===- RelativePaths.h - Paths as a project's services know them *- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_RELATIVEPATHS_H
#define COTIDY_TOOL_RELATIVEPATHS_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace cotidy {

/// The working folder, absolute.
std::string currentFolder();

/// \p Path as an absolute one without dots; where it is relative, of
/// \p Directory, or of the working folder.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = "");

/// The nearest folder, from \p Folder upwards, that holds `.git`; empty where
/// none does.
llvm::StringRef workTree(llvm::StringRef Folder);

/// Names files relative to a folder, as reports do that a forge shows beside
/// its own copy of the sources. Files that are not below the folder keep their
/// absolute path.
class RelativePaths {
public:
  /// Relative to the nearest folder, from the working one upwards, that holds
  /// `.git`; without any, to the working one.
  RelativePaths();
  /// \p Root is absolute.
  explicit RelativePaths(llvm::StringRef Root);

  /// The part of \p Path below the folder, if it is there.
  std::optional<llvm::StringRef> below(llvm::StringRef Path) const;
  std::string operator()(llvm::StringRef Path) const;
  /// The same of the file of \p At.
  std::string operator()(const Location &At, const Results &R) const;

  /// The path of \p R and its notes, each on a line of its own, with its place
  /// in front; nothing at the end of the last.
  std::string notes(const Result &Each, const Results &R) const;

private:
  std::string Root; ///< with a slash
};

} // namespace cotidy

#endif // COTIDY_TOOL_RELATIVEPATHS_H
