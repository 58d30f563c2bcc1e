//===- AddNoLints.h - NOLINT comments on what is found ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_ADDNOLINTS_H
#define COTIDY_TOOL_ADDNOLINTS_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>
#include <set>
#include <string>

namespace cotidy {

class Messages;
class Sources;

/// By line, from 1: the checks to suppress.
using ChecksByLine = std::map<unsigned, std::set<std::string>>;

/// \p Text with comments that suppress \p Wanted: behind the code, or on a line
/// of their own before it where a comment or a continuation is in the way, or
/// in the list of a comment that is there already. Lines where none of this can
/// be are left out, and stay in \p Wanted, from which the others are removed.
std::string withNoLints(llvm::StringRef Text, ChecksByLine &Wanted,
                        llvm::StringRef Reason);

/// Writes comments for all results that are reported into their files, and
/// marks them suppressed. What has no place for one, or cannot be written, is
/// named in \p Out. Says how many there are, unless \p Quiet.
void addNoLints(Results &R, Sources &From, llvm::StringRef Reason, bool Quiet,
                Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_ADDNOLINTS_H
