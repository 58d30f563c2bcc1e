//===- Parse.h - From an input to its summary -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PARSE_H
#define COTIDY_TOOL_PARSE_H

#include "Arguments.h"
#include "ir/IR.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/FileSystem/UniqueID.h"
#include <cstdint>
#include <optional>

namespace clang {
class ASTContext;
}

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace cotidy {

class Branches;
struct Input;

/// A file that Clang opened, and the text that it had then.
struct ReadFile {
  std::string Path; ///< absolute
  llvm::sys::fs::UniqueID Id;
  uint64_t Sum = 0; ///< of its text: xxh3_64bits()
};

/// What became of one input.
struct ParsedUnit {
  TUSummary Summary;
  bool Parsed = false; ///< there is a summary, if perhaps of a part
  unsigned NumErrors = 0;
  std::string Diagnostics;     ///< the first errors, as Clang prints them
  std::vector<ReadFile> Files; ///< by path
  double ParseSeconds = 0, LowerSeconds = 0;
};

/// Runs Clang over \p In and lowers what it makes of it. Functions of system
/// headers are parsed without their bodies. Files are those on \p Disk. What
/// Clang took is not freed: for a process that ends soon.
ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk);

/// The same of the first of \p Those, \p First, and in processes forked from
/// this one of the others. Returns in each; in those nothing for what is to be
/// parsed alone.
std::optional<ParsedUnit>
parse(const Input &First, const ArgumentEdits &Edits, bool Color,
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk, Branches &Those);

/// The same; \p Look is called where there is a summary, with what it was made
/// from. Safe on several threads at a time; all is freed.
ParsedUnit parse(const Input &In, const ArgumentEdits &Edits, bool Color,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk,
                 llvm::function_ref<void(clang::ASTContext &)> Look);

} // namespace cotidy

#endif // COTIDY_TOOL_PARSE_H
