//===- Arguments.h - Compile commands made fit for analysis -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_ARGUMENTS_H
#define COTIDY_TOOL_ARGUMENTS_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace cotidy {

using Arguments = std::vector<std::string>;

/// A compiler's command line, compiler first, without what concerns only its
/// outputs, its plugins, its precompiled headers or another compiler: whatever
/// this Clang does not know is left out, as GCC's own options are.
Arguments withoutOutputs(const Arguments &CommandLine, llvm::StringRef File);

/// The command line of an analysis: \p CommandLine with the user's additions,
/// without those that \p Removed names, with Clang's own headers and no
/// warnings.
struct ArgumentEdits {
  Arguments Before;
  Arguments After;
  Arguments Removed;
};
Arguments forAnalysis(Arguments CommandLine, const ArgumentEdits &Edits,
                      llvm::StringRef File);

} // namespace cotidy

#endif // COTIDY_TOOL_ARGUMENTS_H
