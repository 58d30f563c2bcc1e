//===- Statistics.h - Numbers about a run -----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_STATISTICS_H
#define COTIDY_TOOL_STATISTICS_H

#include "Results.h"

namespace cotidy {

/// A table: for each check that found something how much, by confidence, and
/// how much of it is silenced; then what was analysed.
std::string statistics(const Results &R);

/// A table of the times in \p R, the longest first.
std::string profile(const Results &R);

} // namespace cotidy

#endif // COTIDY_TOOL_STATISTICS_H
