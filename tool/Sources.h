//===- Sources.h - The files that findings stand in -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SOURCES_H
#define COTIDY_TOOL_SOURCES_H

#include "Compat.h"
#include "ir/IR.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace cotidy {

/// Lines and columns from 1, the end just past the last character. Columns
/// count code points, as the makers of report formats have it; Clang's count
/// bytes.
struct Region {
  unsigned StartLine, StartColumn, EndLine, EndColumn;
};

/// Loads source files for what is shown of them, without a parse. A location's
/// File is an index into the table given to the constructor.
class Sources {
public:
  explicit Sources(const std::vector<SourceFile> &Files,
                   llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk =
                       llvm::vfs::getRealFileSystem());
  ~Sources();

  /// Has \p To handle a diagnostic at \p At, as Clang would report it: within
  /// a macro's expansion where the location says so. Files that cannot be read
  /// make a diagnostic without a place.
  void report(clang::DiagnosticConsumer &To, clang::DiagnosticIDs::Level Level,
              const Location &At, llvm::StringRef Message);

  /// The text of a file; empty where it cannot be read.
  llvm::StringRef text(uint32_t File);

  /// What \p At covers. Where the file cannot be read, its start alone.
  Region region(const Location &At);

  clang::SourceManager &manager() { return SM; }

private:
  clang::FileID file(uint32_t File);
  clang::SourceLocation locate(const Location &At);

  const std::vector<SourceFile> &Files;
  DiagnosticOptionsPtr<> Options;
  clang::DiagnosticsEngine Diags;
  clang::FileManager FM;
  clang::SourceManager SM;
  llvm::DenseMap<uint32_t, clang::FileID> Loaded;
};

} // namespace cotidy

#endif // COTIDY_TOOL_SOURCES_H
