//===- Baseline.h - Findings that are known already -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_BASELINE_H
#define COTIDY_TOOL_BASELINE_H

#include "Results.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace cotidy {

class Messages;
class Sources;

/// A finding as a baseline remembers it: by nothing that an edit elsewhere
/// moves.
struct BaselineEntry {
  std::string Check;
  std::string File; ///< relative to the baseline's folder
  std::string Subject;
  std::string Code; ///< the finding's line, without the space around it
  std::string Fingerprint;
  Confidence Sure = Confidence::Medium;
};

/// A file of known findings, as docs/ci.md describes it.
class Baseline {
public:
  /// Reads \p Path. Nothing, and a sentence in \p Out, where it is not there or
  /// is no baseline.
  static std::optional<Baseline> read(llvm::StringRef Path, Messages &Out);
  /// One of all findings that are reported, to be written to \p Path.
  static Baseline of(const Results &R, Sources &From, llvm::StringRef Path);

  /// Marks the results that an entry stands for. Each entry stands for one,
  /// found by check and subject: first in its file on a line that reads the
  /// same, then in its file, then on such a line in another file, where the
  /// code has moved to.
  void match(Results &R, Sources &From);

  /// After match(): the entries that stand for nothing though this run would
  /// have found them, or whose file is gone. Those of files, checks and
  /// confidences that \p R did not look at are not among them.
  std::vector<BaselineEntry> vanished(const Results &R) const;
  /// Leaves the vanished ones out.
  void prune(const Results &R);

  size_t size() const { return Entries.size(); }
  /// Replaces the file as a whole. False, and a sentence in \p Out, where it
  /// cannot be.
  bool write(Messages &Out) const;

private:
  explicit Baseline(llvm::StringRef Path);
  BaselineEntry entry(const Result &Each, const Results &R,
                      Sources &From) const;
  bool hasVanished(const BaselineEntry &Entry, const Results &R) const;
  std::string absolute(const BaselineEntry &Entry) const;

  std::string Path;
  std::string Folder; ///< absolute
  std::vector<BaselineEntry> Entries;
  std::vector<bool> Matched; ///< by entry
};

} // namespace cotidy

#endif // COTIDY_TOOL_BASELINE_H
