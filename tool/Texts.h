//===- Texts.h - What files say, as sums ------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_TEXTS_H
#define COTIDY_TOOL_TEXTS_H

#include "FileStamp.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <deque>

namespace cotidy {

/// The files that a run looks at, numbered, with sums of their texts. Each is
/// read once, and not at all where its stamp is that of a text whose sum is
/// remembered. Safe on several threads.
class Texts {
public:
  using File = uint32_t;

  File number(llvm::StringRef Path);
  llvm::StringRef path(File F) const;

  /// What an earlier run knew of some file.
  void remember(const FileStamp &Stamp, uint64_t Sum);

  /// xxh3_64bits() of its text; nothing where it cannot be read.
  std::optional<uint64_t> sum(File F);
  std::optional<uint64_t> sum(llvm::StringRef Path) {
    return sum(number(Path));
  }

  /// For remember(), after sum(): nothing where it is better read again.
  std::optional<FileStamp> stamp(File F) const;

  /// Files that sum() was asked of: those it read, and the rest.
  struct Counts {
    size_t Read = 0, Known = 0;
  };
  Counts counts() const;

private:
  struct Entry {
    llvm::StringRef Path;
    bool Asked = false;
    std::optional<FileStamp> Stamp; ///< to be remembered
    std::optional<uint64_t> Sum;
  };
  /// By device and inode, whatever path leads there.
  using Remembered = llvm::DenseMap<std::pair<uint64_t, uint64_t>,
                                    std::pair<FileStamp, uint64_t>>;

  mutable std::mutex Access;
  llvm::StringMap<File> Numbers;
  std::deque<Entry> Files;
  Remembered Earlier;
  Counts Asked;

  std::optional<uint64_t> known(const FileStamp &Stamp) const;
  StampingReader Reader;
};

} // namespace cotidy

#endif // COTIDY_TOOL_TEXTS_H
