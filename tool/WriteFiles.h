//===- WriteFiles.h - Edited files put in place of the old ones -*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_WRITEFILES_H
#define COTIDY_TOOL_WRITEFILES_H

#include "EditedFiles.h"
#include <optional>
#include <string>

namespace cotidy {

/// Why \p Path, a real one, could not be replaced by another text; nothing
/// where it could.
std::optional<std::string> whyNotWritable(llvm::StringRef Path);

/// Writes all of \p Files, or none: each text into a temporary file beside its
/// own, with the same permissions and owner, and then, if every file on disk
/// still is what was read, one renamed after the other. Returns what went
/// wrong.
std::optional<std::string> writeFiles(const EditedFiles &Files);

} // namespace cotidy

#endif // COTIDY_TOOL_WRITEFILES_H
