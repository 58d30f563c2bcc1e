//===- Cache.h - Summaries of what did not change ---------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry is found by the command that compiles a file and by what lowers it,
// this cotidy and its Clang; it holds while every file that Clang opened has
// the same text as it had for Clang, whatever happened to it since. What the
// cache cannot see is a new file that an include would find before the one that
// it found: as for every such cache.
//
// Entries are put in place by renaming, so that several cotidys may use one
// cache, and one that is killed leaves nothing half written. The least recently
// used go when it grows too large.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_CACHE_H
#define COTIDY_TOOL_CACHE_H

#include "Parse.h"
#include "Texts.h"
#include <mutex>
#include <string>

namespace cotidy {

class Messages;
struct CommandLine;

class Cache {
public:
  /// In `--cache-dir`, else in the user's cache folder. Where there is none, or
  /// with `--no-cache`, it never finds and never keeps. A `--cache-dir` that
  /// cannot be used is named in \p Out.
  Cache(const CommandLine &Line, Messages &Out);

  /// The unit as an earlier run left it; nothing where a file has changed. Safe
  /// on several threads. \p Seconds becomes what the last parse took, where
  /// there was one.
  std::optional<ParsedUnit> find(const Input &In, const ArgumentEdits &Edits,
                                 double &Seconds);
  /// Keeps \p Unit, whose bytes \p Bytes are. Units with errors are not kept:
  /// their diagnostics are to be seen again.
  void keep(const Input &In, const ArgumentEdits &Edits, const ParsedUnit &Unit,
            llvm::StringRef Bytes) const;

  /// Stands for the command that compiles a file, and what lowers it.
  static std::pair<uint64_t, uint64_t> key(const Input &In,
                                           const ArgumentEdits &Edits);
  /// Where to keep a ScanIndex for \p Inputs; empty where nothing is kept.
  std::string scanIndex(const std::vector<Input> &Inputs) const;

  Texts &texts() { return Files; }

  /// Makes room, now and then.
  void prune() const;

private:
  std::string Folder; ///< empty: there is none
  Messages &Out;
  std::mutex Access;
  Texts Files;

  std::string entry(std::pair<uint64_t, uint64_t> Key,
                    llvm::StringRef Within = "") const;
};

} // namespace cotidy

#endif // COTIDY_TOOL_CACHE_H
