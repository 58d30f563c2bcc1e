//===- Inputs.h - Which files, with which commands --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_INPUTS_H
#define COTIDY_TOOL_INPUTS_H

#include <string>
#include <vector>

namespace cotidy {

class Messages;
struct CommandLine;

/// One file and one command that compiles it.
struct Input {
  std::string File;                   ///< absolute, dots removed
  std::string Directory;              ///< absolute: where the command runs
  std::vector<std::string> Arguments; ///< the compiler first
  std::string Database;               ///< its file; empty for those after `--`
};

/// The inputs that \p Line asks for: files in the order given, those of folders
/// and whole databases by path. A file that several different commands compile
/// comes once for each. What cannot be had is named in \p Out, the rest
/// returned.
std::vector<Input> collectInputs(const CommandLine &Line, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_INPUTS_H
