//===- CommandLine.h - What the user asks for -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_COMMANDLINE_H
#define COTIDY_TOOL_COMMANDLINE_H

#include "Formats.h"
#include "program/Options.h"
#include <optional>
#include <string>
#include <vector>

namespace cotidy {

class Messages;

/// The command line, taken apart. What is not set there is empty.
struct CommandLine {
  std::string Program;                                  ///< as it was called
  std::vector<std::string> Paths;                       ///< files and folders
  std::string BuildPath;                                ///< -p
  std::optional<std::vector<std::string>> CompilerArgs; ///< after `--`
  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;

  std::optional<std::string> Checks;
  std::optional<std::string> WarningsAsErrors;
  std::optional<std::string> HeaderFilter;
  std::optional<std::string> ExcludeHeaderFilter;
  std::optional<std::string> Config;
  std::optional<std::string> ConfigFile;
  std::optional<Confidence> MinConfidence;

  std::optional<std::string> BaselineFile;
  std::optional<std::string> WriteBaseline;
  bool PruneBaseline = false;
  std::optional<std::string> DiffBase;
  bool ShowSuppressed = false;
  bool ReportUnusedNoLint = false;
  std::optional<std::string> AddNoLint; ///< the reason
  std::optional<std::string> LineFilter;

  std::vector<ReportRequest> Reports; ///< at least one
  std::optional<bool> UseColor;
  bool Quiet = false;
  bool Watch = false;
  unsigned Jobs = 0;           ///< 0: one for each core
  unsigned TimeoutSeconds = 0; ///< for a file; 0: no limit
  unsigned MemoryLimit = 0;    ///< for a file, in MiB; 0: no limit
  bool NoSkip = false;
  bool NoShare = false;
  bool NoCache = false;
  std::optional<std::string> CacheDir;

  bool Statistics = false;
  bool Stats = false;
  bool Profile = false;

  /// What --help or --generate print.
  std::optional<std::string> Answer;
  bool Fix = false;
  bool Diff = false;
  std::string ExportFixes; ///< a file; empty: not asked for
  bool ExplainFix = false;
  /// Are edits asked for, whatever becomes of them?
  bool makesEdits() const { return Fix || Diff || !ExportFixes.empty(); }

  bool ListChecks = false;
  bool ExplainConfig = false;
  bool DumpConfig = false;
  bool VerifyConfig = false;
  std::string CrashIn; ///< for tests
  bool EmitIR = false;
  std::optional<std::string> EmitSummary;
  std::optional<std::string> DependencyFile;
  bool Link = false;
  bool EmitProgram = false;
  std::optional<std::string> Explain;
};

/// Reads the command line. `--version` prints to stdout and exits with 0.
/// Nothing, and a sentence in \p Out, for one that is wrong.
std::optional<CommandLine> parseCommandLine(int Argc, const char *const *Argv,
                                            Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_COMMANDLINE_H
