//===- Results.h - What is reported -----------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_RESULTS_H
#define COTIDY_TOOL_RESULTS_H

#include "Messages.h"
#include "refactor/Plan.h"
#include "rules/Finding.h"
#include "rules/StateMap.h"
#include "clang/Tooling/Core/Replacement.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cotidy {

/// A finding and what became of it. Its locations' File is an index into
/// Results::Files.
struct Result {
  Finding What;
  bool AsError = false;    ///< --warnings-as-errors
  bool Suppressed = false; ///< by a NOLINT comment
  bool InBaseline = false; ///< known before
  /// Check, subject and the number among findings that share both; no line, so
  /// that edits elsewhere leave it alone.
  std::string Fingerprint;
  /// The plan that would cure it: an index into Results::Plans.
  std::optional<size_t> Plan;
  bool Curable = false; ///< --fix can make that plan, or has made it

  /// Is it one to act upon, which counts for the exit status?
  bool reported() const { return !Suppressed && !InBaseline; }
  /// Why it is not: "NOLINT" or "baseline".
  const char *silencedBy() const { return Suppressed ? "NOLINT" : "baseline"; }
};

/// A file's text and what replaces parts of it.
struct FileEdits {
  std::string Path;
  std::string Text;
  clang::tooling::Replacements Edits;
};

struct Results {
  std::vector<SourceFile> Files;
  size_t NumUnits = 0;      ///< translation units read, whole or in part
  size_t NumCoroutines = 0; ///< outside system headers, a template's once
  std::vector<Result> All;  ///< by path, offset, check
  /// What would cure them: Result::Plan leads here, and Plan::Findings is
  /// empty.
  std::vector<Plan> Plans;
  bool ExplainPlans = false;    ///< --explain-fix
  bool Fixed = false;           ///< --fix has made the plans that it can
  std::vector<FileEdits> Edits; ///< that make these plans, where asked for
  std::vector<Failure> Failures;
  /// By file and check, the least confidence that was looked for: what is not
  /// in it could not be found.
  std::map<std::string, std::map<std::string, Confidence>> LookedFor;
  /// Files whose unused NOLINT comments are errors.
  std::set<std::string> UnusedNoLintErrors;
  size_t NumElsewhere = 0; ///< reported, but not in changed lines: dropped
  /// What took how long, by check or stage.
  std::map<std::string, double> Seconds;
  StateMap Map;                ///< where it was asked for
  bool ShowSuppressed = false; ///< where a format can tell them apart
  bool HasBaseline = false;    ///< some finding may be InBaseline
};

/// Puts the results by path, offset, check and subject, and gives each its
/// fingerprint.
void sortAndFingerprint(Results &R);

/// "low", "medium" or "high".
const char *name(Confidence Sure);

} // namespace cotidy

#endif // COTIDY_TOOL_RESULTS_H
