//===- Suppressions.h - NOLINT comments -------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SUPPRESSIONS_H
#define COTIDY_TOOL_SUPPRESSIONS_H

#include "Results.h"

namespace cotidy {

class Messages;
class Sources;

/// Marks the results that a NOLINT, NOLINTNEXTLINE or NOLINTBEGIN … NOLINTEND
/// suppresses, by clang-tidy's own reading of these comments. A NOLINTBEGIN
/// without its end is an error in \p Out.
void suppress(Results &R, Sources &From, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_SUPPRESSIONS_H
