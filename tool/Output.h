//===- Output.h - Where results go ------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_OUTPUT_H
#define COTIDY_TOOL_OUTPUT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cotidy {

class Messages;

/// Standard output, or a file. Whether a closed standard output was closed can
/// be seen only before LLVM opens something else in its place: make one first.
class Output {
public:
  Output();

  void setFile(std::string Path) { File = std::move(Path); }

  /// Says in \p Out why nothing can be written; false then.
  bool check(Messages &Out) const;
  /// Writes all of \p Text, or says in \p Out why not.
  void write(llvm::StringRef Text, Messages &Out) const;

  /// Should what is written be coloured, if nobody says?
  bool hasColors() const;

private:
  bool StdoutClosed;
  std::string File; ///< empty: standard output
};

} // namespace cotidy

#endif // COTIDY_TOOL_OUTPUT_H
