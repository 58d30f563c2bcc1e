//===- Families.h - Which files are parsed together -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FAMILIES_H
#define COTIDY_TOOL_FAMILIES_H

#include "Branches.h"
#include "ParseApart.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace cotidy {

/// What one process, and those forked from it, parse.
struct Family {
  std::vector<size_t> Members;  ///< indices of jobs, never empty
  std::vector<Branch> Branches; ///< of each member
  double Seconds = 0;           ///< that all of it is expected to take
};

/// Puts together those of \p Work that begin alike, but leaves enough apart to
/// keep \p Jobs processes (0: one a core) busy. The longest come first.
std::vector<Family> families(llvm::ArrayRef<ParseJob> Work, unsigned Jobs);

/// Each of \p Which alone.
std::vector<Family> singles(llvm::ArrayRef<ParseJob> Work,
                            llvm::ArrayRef<size_t> Which);

} // namespace cotidy

#endif // COTIDY_TOOL_FAMILIES_H
