//===- Config.h - What holds for which file ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_CONFIG_H
#define COTIDY_TOOL_CONFIG_H

#include "Arguments.h"
#include "program/Options.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace clang::tidy {
class ClangTidyOptionsProvider;
struct ClangTidyOptions;
} // namespace clang::tidy

namespace cotidy {

class Messages;
struct CommandLine;

/// The configuration of one translation unit.
struct FileConfig {
  std::set<std::string> Checks;            ///< those enabled
  std::map<std::string, Options> Settings; ///< by check
  /// Checks to report as errors; UnusedNoLint may be among them.
  std::set<std::string> Errors;
  std::string HeaderFilter;
  std::string ExcludeHeaderFilter;
  ArgumentEdits Edits;
  std::optional<bool> UseColor;
};

/// Defaults, .clang-tidy files and the command line, merged by clang-tidy's own
/// code. Checks start from `coro-*`. The globs of a configuration apply onto
/// it, but where they switch everything off and then only other tools' checks
/// on, they say nothing about cotidy's.
class Config {
public:
  Config(const CommandLine &Line, Messages &Out);
  ~Config();

  /// What holds for \p File, an absolute path. Mistakes in the configuration
  /// are named once.
  const FileConfig &forFile(llvm::StringRef File);

  /// The same as YAML that .clang-tidy may hold.
  std::string dump(llvm::StringRef File);

  /// Which file or argument turned each check on or off, and set each option
  /// that is not as it is by default.
  std::string explain(llvm::StringRef File);

private:
  /// clang-tidy goes on without a .clang-tidy that it cannot read.
  void lookForUnreadable(llvm::StringRef File);
  clang::tidy::ClangTidyOptions merged(llvm::StringRef File);
  FileConfig make(const clang::tidy::ClangTidyOptions &Merged);
  void verify(const clang::tidy::ClangTidyOptions &Source,
              llvm::StringRef Name);

  const CommandLine &Line;
  Messages &Out;
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Provider;
  std::map<std::string, FileConfig> ByFolder;
  std::set<std::string> Verified;
};

} // namespace cotidy

#endif // COTIDY_TOOL_CONFIG_H
