//===- EditedFiles.h - Edits made in memory ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_EDITEDFILES_H
#define COTIDY_TOOL_EDITEDFILES_H

#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace cotidy {

/// A file, as it was read and as edits have made it.
struct EditedFile {
  std::string Path; ///< its real one: absolute, without symbolic links
  std::string Before;
  std::string After;
  clang::tooling::Replacements Edits; ///< from Before to After
};

/// Files that edits change in memory. A file is known by its identity on disk,
/// whatever path leads to it.
class EditedFiles {
public:
  /// Null where \p File is not edited.
  const EditedFile *find(llvm::sys::fs::UniqueID File) const;

  /// Edits a file. \p Edits apply to what it is now: to \p Text where it is not
  /// edited yet. Nothing is changed on failure.
  llvm::Error edit(llvm::sys::fs::UniqueID File, llvm::StringRef Path,
                   llvm::StringRef Text,
                   const clang::tooling::Replacements &Edits);

  /// Those edited, by path.
  std::vector<const EditedFile *> all() const;
  bool empty() const { return Files.empty(); }

  /// The disk, with the edits made. Refers to this object, and can be read by
  /// several threads while it does not change.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> fileSystem() const;

private:
  std::map<llvm::sys::fs::UniqueID, EditedFile> Files;
};

} // namespace cotidy

#endif // COTIDY_TOOL_EDITEDFILES_H
