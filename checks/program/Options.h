//===- Options.h - What users can set -------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_OPTIONS_H
#define COTIDY_PROGRAM_OPTIONS_H

#include <cstdint>
#include <string>
#include <vector>

namespace cotidy {

enum class Confidence : uint8_t { Low, Medium, High };

/// The options of one check, after defaults. Names in the lists are qualified
/// ("asio::co_spawn") or, without `::`, match the last component of any name;
/// `*` stands for any text.
struct Options {
  Confidence MinConfidence = Confidence::Medium;
  std::vector<std::string> Combinators; ///< await several tasks together
  /// Combinators that may give a result while tasks of theirs still run.
  std::vector<std::string> AbandoningCombinators;
  std::vector<std::string>
      Spawners;                   ///< start a task that runs beside its starter
  std::vector<std::string> Joins; ///< wait for what was spawned
  std::vector<std::string> Waits; ///< functions that may wait for tasks
  std::vector<std::string> Delays; ///< functions and types that wait for a time
  std::vector<std::string> Devices; ///< … for the outer world
  std::vector<std::string>
      NonSuspendingAwaitables;         ///< types whose co_await never suspends
  std::vector<std::string> AsyncLocks; ///< awaited, they lock their receiver or
                                       ///< first argument
  std::vector<std::string> IgnoredGlobals;
  std::vector<std::string> IgnoredTypes;
  /// What a fix names: `*` stands for the first variable that becomes a member.
  std::string StateStruct, StateParameter;

  bool operator==(const Options &) const = default;
};

/// The lists for Asio, Boost.Asio, Boost.Cobalt, cppcoro, libcoro, folly,
/// Seastar, libunifex/stdexec and QCoro.
Options defaultOptions();

/// One option as the configuration sees it. A list is joined by semicolons, as
/// in clang-tidy's own checks.
struct OptionSpec {
  const char *Name; ///< "MinConfidence", "Combinators" …
  std::string (*Get)(const Options &);
  bool (*Set)(Options &, const std::string &Value); ///< false: no such value
  const char *Help;                                 ///< one line
};
const std::vector<OptionSpec> &optionSpecs();

/// Does \p QualifiedName match an entry of \p List?
bool matchesName(const std::vector<std::string> &List,
                 std::string_view QualifiedName);

} // namespace cotidy

#endif // COTIDY_PROGRAM_OPTIONS_H
