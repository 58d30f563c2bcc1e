//===- NoLints.h - The NOLINT comments of a file ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_NOLINTS_H
#define COTIDY_TOOL_NOLINTS_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace cotidy {

class Sources;

/// A NOLINT comment and the lines that it is about, from 1, the last included.
struct NoLint {
  llvm::StringRef Word;         ///< as it is written
  unsigned Line = 0;            ///< its own
  unsigned First = 0, Last = 0; ///< those that it is about
  bool HasList = false;
  llvm::StringRef List; ///< between the brackets; refers into the text
};

/// All of \p Text, as clang-tidy reads them. A block without an end goes on to
/// the end of the file.
std::vector<NoLint> noLints(llvm::StringRef Text);

/// The name of unused comments in reports, where a check's stands.
inline constexpr char UnusedNoLint[] = "cotidy-nolint";

/// Adds a result for each entry of a NOLINT comment that names a check of
/// cotidy's and suppresses nothing. Entries for files and checks that this run
/// did not look at are left alone, and so are other tools' checks. suppress()
/// comes first.
void reportUnusedNoLints(Results &R, Sources &From);

} // namespace cotidy

#endif // COTIDY_TOOL_NOLINTS_H
