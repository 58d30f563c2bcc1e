//===- Branches.h - One parse of what files begin with ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files with the same command that begin with the same includes are the same to
// Clang up to where they differ. One process parses that once, and
// is forked there: each child goes on in another main file, after the
// directives that are done. All tokens are those of a parse of that file alone.
//
// What tells a main file from one that is included is not the same: whoever
// asks for that (__BASE_FILE__, __INCLUDE_LEVEL__) is not parsed this way, nor
// is whatever has an error, for messages tell who includes whom.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_BRANCHES_H
#define COTIDY_TOOL_BRANCHES_H

#include "LeadingIncludes.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
}

namespace cotidy {

/// A main file of several that are parsed together.
struct Branch {
  std::string Path; ///< as its command spells it
  std::vector<LeadingInclude> Includes;
};

/// Which main file this process parses, and which others are to be forked from
/// it. Children are waited for, one after another.
class Branches {
public:
  /// The first of \p All is what the parse begins with. The others have a
  /// command that differs from its in the file only, which is in the same
  /// folder.
  explicit Branches(std::vector<Branch> All);

  /// Forks while \p PP reads. Each process returns from the parse.
  void watch(clang::Preprocessor &PP);

  /// Which of all is the main file now.
  size_t current() const { return Current; }
  /// Was what is parsed no other than a parse of that file alone would see?
  bool sameAsAlone() const { return !Current || !Peculiar; }
  /// Main files that only an ancestor of this process parses.
  bool isAnothers(llvm::sys::fs::UniqueID File) const {
    return Others.contains(File);
  }
  /// For the current file alone: without children, nor what an ancestor parsed.
  double seconds() const;

private:
  class Watcher;
  using Clock = std::chrono::steady_clock;

  /// Forks those that begin as the current file does up to \p NumIncludes.
  void reached(size_t NumIncludes, clang::Preprocessor &PP);
  /// In a child: the rest of the parse is that of the first of \p Mine.
  void goOnWith(std::vector<size_t> Mine, size_t NumIncludes,
                clang::Preprocessor &PP);

  std::vector<Branch> All;
  size_t Current = 0;
  std::vector<size_t> Waiting; ///< to be forked
  std::set<llvm::sys::fs::UniqueID> Others;
  bool Peculiar = false;
  Clock::time_point Begin = Clock::now();
  Clock::duration Waited = {};
};

} // namespace cotidy

#endif // COTIDY_TOOL_BRANCHES_H
