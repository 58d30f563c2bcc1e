//===- UnifiedDiff.h - What differs between two texts -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_UNIFIEDDIFF_H
#define COTIDY_TOOL_UNIFIEDDIFF_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace cotidy {

/// The hunks, with three lines of context, of a unified diff as `diff -u` and
/// git write it, between `--- a/NAME` and `+++ b/NAME`; a name that git would
/// quote is quoted. Empty where the texts are equal.
std::string unifiedDiff(llvm::StringRef Name, llvm::StringRef Before,
                        llvm::StringRef After);

} // namespace cotidy

#endif // COTIDY_TOOL_UNIFIEDDIFF_H
