//===- ScanIndex.h - What scans found, kept in one file ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file of the cache for each compilation database: what its units include,
// what names the texts of these files hold, and by what stamps the files are
// known to have these texts still. Reading it is all that an unchanged project
// costs, but for a stat() of each file.
//
// It is replaced as a whole, by renaming. Of several cotidys that do so at once
// one comes last, and what others found is to be found again.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SCANINDEX_H
#define COTIDY_TOOL_SCANINDEX_H

#include "PackedWords.h"
#include "Scan.h"
#include "Texts.h"
#include "llvm/ADT/DenseMap.h"

namespace cotidy {

class Messages;

class ScanIndex {
public:
  /// A hash of the command that compiles a unit, and of who scans it.
  using Key = std::pair<uint64_t, uint64_t>;

  /// Reads \p Path, and has \p Files remember what it says of them; where that
  /// is damaged, says so and is empty. An empty path is no file at all.
  ScanIndex(std::string Path, Texts &Files, Messages &Out);
  ~ScanIndex();
  bool isKept() const;

  /// The unit as an earlier run scanned it; nothing where a file has changed.
  std::optional<ScannedUnit> unit(Key Of);
  /// Of a text with that sum; \p Whole as for wordsOf(). Lives as long as this.
  std::optional<PackedWords> words(uint64_t Sum, bool Whole) const;

  /// What was not there. All is to live until write().
  void add(Key Of, const ScannedUnit &Unit);
  void add(uint64_t Sum, bool Whole, llvm::ArrayRef<uint64_t> Packed);

  /// Keeps what was added, what unit() was asked for, and of the rest what was
  /// asked for within a week, where this differs from what is there.
  void write();

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace cotidy

#endif // COTIDY_TOOL_SCANINDEX_H
