//===- ParseAll.h - Every input to its unit ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PARSEALL_H
#define COTIDY_TOOL_PARSEALL_H

#include "Fix.h"
#include <vector>

namespace cotidy {

class Messages;
struct CommandLine;
struct Stages;

/// Summaries of \p Inputs, from the cache where it holds them, in their order.
/// Why one is missing, or is not whole, goes to \p Out. Where edits are wished
/// for, the units have what these are made of.
std::vector<FixUnit> parseAll(const std::vector<Input> &Inputs,
                              const CommandLine &Line, Config &Configuration,
                              Stages &Took, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_PARSEALL_H
