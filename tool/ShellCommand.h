//===- ShellCommand.h - How to lint a file alone -----------------*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SHELLCOMMAND_H
#define COTIDY_TOOL_SHELLCOMMAND_H

#include <string>

namespace cotidy {

struct CommandLine;
struct Input;

/// What to paste into a shell, in the same folder, so that \p In is parsed as
/// \p Line has it parsed, and nothing else is.
std::string shellCommand(const Input &In, const CommandLine &Line);

} // namespace cotidy

#endif // COTIDY_TOOL_SHELLCOMMAND_H
