//===- LeadingIncludes.h - The includes a file begins with ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_LEADINGINCLUDES_H
#define COTIDY_TOOL_LEADINGINCLUDES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cotidy {

struct LeadingInclude {
  /// With its angle brackets, or the quotes and the folder of who includes it,
  /// where it is looked for first.
  std::string Header;
  size_t End = 0; ///< where it ends in the text
};

/// The `#include` directives with which \p Text begins: before each there is
/// nothing but comments and others of them. \p Path is that of its file.
std::vector<LeadingInclude> leadingIncludes(llvm::StringRef Text,
                                            llvm::StringRef Path);

/// With how many includes both begin.
size_t numAlike(llvm::ArrayRef<LeadingInclude> A,
                llvm::ArrayRef<LeadingInclude> B);

} // namespace cotidy

#endif // COTIDY_TOOL_LEADINGINCLUDES_H
