//===- MakeFixes.h - What --fix and its kin do ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_MAKEFIXES_H
#define COTIDY_TOOL_MAKEFIXES_H

#include "CommandLine.h"
#include "Fix.h"
#include "Output.h"
#include "Sources.h"

namespace cotidy {

/// Makes the plans of \p Found, notes with each finding what became of it, and
/// writes what \p Line asks for: the files, a diff to standard output, an
/// export. Returns how many findings stand in the files as they are afterwards.
/// \p From shows them as they were.
size_t makeFixes(const CommandLine &Line, std::vector<FixUnit> Units,
                 Results &Found, Sources &From, const Output &To,
                 Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_MAKEFIXES_H
