//===- FileChanges.h - Waiting for files to be saved ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FILECHANGES_H
#define COTIDY_TOOL_FILECHANGES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cotidy {

/// Knows which of some files have changed, were made or have gone. Folders wake
/// it as soon as something happens in them; every file is looked at once a
/// second, too, for where no folder can: network file systems, containers,
/// the limit on watches.
class FileChanges {
public:
  FileChanges();
  ~FileChanges();

  /// From now on it is about \p Files, absolute paths that need not be there,
  /// and about those that have gone since they were given to it.
  /// What it did not know before counts as changed where it was written after
  /// \p Since. \p Folders are those that wake it.
  void observe(const std::set<std::string> &Files,
               const std::set<std::string> &Folders,
               llvm::sys::TimePoint<> Since);

  /// Waits until something has changed and all is quiet again. By path.
  std::vector<std::string> wait();

private:
  /// What tells a text from the next one; nothing where there is no file.
  struct Stamp {
    llvm::sys::fs::UniqueID File;
    llvm::sys::TimePoint<> Written;
    uint64_t Size = 0;
    bool operator==(const Stamp &) const = default;
  };
  static std::optional<Stamp> stamp(const std::string &File);
  std::vector<std::string> changed();

  struct Bell;
  struct Watched;
  std::shared_ptr<Bell> Wake;
  std::map<std::string, Watched> Folders;
  std::map<std::string, std::optional<Stamp>> Known;
};

} // namespace cotidy

#endif // COTIDY_TOOL_FILECHANGES_H
