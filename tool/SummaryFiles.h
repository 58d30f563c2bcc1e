//===- SummaryFiles.h - Map and reduce --------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A build system that knows how to run one command a source file, here or
// elsewhere, runs `cotidy --emit-summary` for each and `cotidy --link` over
// what they write. Paths below the current folder are relative in a summary, so
// that it says the same wherever it is made.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SUMMARYFILES_H
#define COTIDY_TOOL_SUMMARYFILES_H

#include "Lint.h"
#include <vector>

namespace cotidy {

class Messages;
struct CommandLine;

/// `--emit-summary=F`: writes the summary of the one input, and with
/// `--depfile=D` a rule for Make and Ninja that names what it was made from.
void emitSummary(const CommandLine &Line, Config &Configuration, Messages &Out);

/// `--link`: the units whose summaries the command line names. What is none is
/// named in \p Out, the rest returned.
std::vector<LintUnit> readSummaries(const CommandLine &Line,
                                    Config &Configuration, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_SUMMARYFILES_H
