//===- Watch.h - Linting anew what is saved ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A round of `--watch` is a whole run, which takes from the cache what did not
// change: what it reports is what a run without `--watch` would.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_WATCH_H
#define COTIDY_TOOL_WATCH_H

#include "Fix.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cotidy {

class Messages;
struct CommandLine;

/// What a run depends on.
struct FilesRead {
  std::set<std::string> Files;   ///< absolute; some may not be there
  std::set<std::string> Folders; ///< those of the user's own sources
};

/// What linting \p Inputs depends on, \p Units being what became of them.
FilesRead filesRead(const CommandLine &Line, const std::vector<Input> &Inputs,
                    const std::vector<FixUnit> &Units);

/// Does \p Round, and again whenever something that the last one read has
/// changed. An interrupt ends the process with status 0. Returns where \p Round
/// gives nothing, or where there is nothing to wait for.
void watch(const CommandLine &Line, Messages &Out,
           llvm::function_ref<std::optional<FilesRead>()> Round);

} // namespace cotidy

#endif // COTIDY_TOOL_WATCH_H
