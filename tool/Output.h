//===- Output.h - Where results go ------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_OUTPUT_H
#define COTIDY_TOOL_OUTPUT_H

#include "llvm/ADT/StringRef.h"

namespace cotidy {

class Messages;

/// Standard output and files; the empty name is standard output's. Whether a
/// closed standard output was closed can be seen only before LLVM opens
/// something else in its place: make one first.
class Output {
public:
  Output();

  /// Says in \p Out why nothing can be written to \p File; false then.
  bool check(llvm::StringRef File, Messages &Out) const;
  /// Writes all of \p Text; false where it cannot, which \p Out says why.
  bool write(llvm::StringRef File, llvm::StringRef Text, Messages &Out) const;

  /// Puts a file with \p Text in the place of \p File, in one step; false, and
  /// a sentence in \p Out, where that cannot be.
  static bool replace(llvm::StringRef File, llvm::StringRef Text,
                      Messages &Out);

  /// Should what is written there be coloured, if nobody says?
  static bool hasColors(llvm::StringRef File);

private:
  bool StdoutClosed;
};

} // namespace cotidy

#endif // COTIDY_TOOL_OUTPUT_H
