//===- Lint.h - From summaries to results -----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_LINT_H
#define COTIDY_TOOL_LINT_H

#include "Config.h"
#include "Results.h"
#include "ir/IR.h"
#include "llvm/ADT/StringRef.h"

namespace cotidy {

/// A translation unit and what holds for it.
struct LintUnit {
  TUSummary Summary;
  const FileConfig *Config = nullptr;
};

struct LintWishes {
  bool Map = false;        ///< fill Results::Map
  unsigned Jobs = 1;       ///< threads that link; 0: one a core
  bool Leaves = false;     ///< the process ends soon: nothing large is freed
  llvm::StringRef CrashIn; ///< for tests: see Crashes.h
};

/// Links \p Units, runs the checks and keeps what the configuration of some
/// unit lets through: findings in its main file, and in the headers that it has
/// and its header filter admits.
///
/// A file that several commands compile has several units, of which a program
/// holds one: the units are linked as often as a file has commands, and
/// findings of all these programs are put together.
///
/// The order of \p Units does not matter: they are linked by path. Results come
/// by path, offset and check, without duplicates, fingerprinted;
/// plans are made on the first of these programs.
/// Where linking or a check crashes, the rest is there, and Results::Failures
/// has a sentence.
Results lint(std::vector<LintUnit> Units, LintWishes Wishes = {});

/// The files of \p U whose findings are reported: its main file, and the
/// headers that its header filter admits.
std::set<std::string> reportedFiles(const LintUnit &U);

} // namespace cotidy

#endif // COTIDY_TOOL_LINT_H
