//===- SourcePlaces.h - The IR's locations as Clang's -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_SOURCEPLACES_H
#define COTIDY_SOURCEPLACES_H

#include "ir/IR.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class SourceManager;
} // namespace clang

namespace cotidy {

/// Finds the locations of one translation unit's findings in its
/// SourceManager again.
class SourcePlaces {
public:
  SourcePlaces(const clang::SourceManager &Sources,
               const std::vector<SourceFile> &Files)
      : Sources(Sources), Files(Files) {}

  /// Where \p L begins: for what a macro expands to, where it is expanded.
  /// Invalid where \p L is, or its file is not one of this unit's.
  clang::SourceLocation begin(const Location &L) const {
    return at(L.File, L.Offset);
  }

  /// The same place within the macro expansion, if any, so that Clang says
  /// where the macro is defined, and a NOLINT there counts.
  clang::SourceLocation inMacro(const Location &L) const;

  /// The \p L.Length bytes from begin(L); invalid in a macro expansion.
  clang::CharSourceRange range(const Location &L) const;

private:
  clang::SourceLocation at(uint32_t File, uint32_t Offset) const;

  const clang::SourceManager &Sources;
  const std::vector<SourceFile> &Files;
};

} // namespace cotidy

#endif // COTIDY_SOURCEPLACES_H
