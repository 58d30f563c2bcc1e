//===- Names.h - Names and locations of declarations ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_NAMES_H
#define COTIDY_LOWER_NAMES_H

#include "ir/IR.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace cotidy {

/// "asio::co_spawn", "std::vector::push_back": no template arguments, inline
/// or unnamed namespaces, nor enclosing functions.
std::string qualifiedName(const clang::NamedDecl &D);

/// The entity's name across translation units. What has no external linkage
/// carries its file, what is local to a function its offset too.
std::string entityName(const clang::NamedDecl &D);

/// Is it declared in namespace std, or a builtin?
bool inStd(const clang::Decl &D);

bool inSystemHeader(const clang::Decl &D);

/// A file's path as summaries have it: absolute, dots removed.
std::string summaryPath(const clang::FileEntryRef &File,
                        clang::FileManager &Files);

/// Turns Clang's locations into ours and keeps the table of files.
class LocationMap {
public:
  LocationMap(const clang::ASTContext &Context, std::vector<SourceFile> &Files)
      : Context(Context), Files(Files) {}

  Location at(clang::SourceLocation L);
  /// The start of \p Range, with its length where it lies in one file.
  Location of(clang::SourceRange Range);

private:
  const clang::ASTContext &Context;
  std::vector<SourceFile> &Files;
  llvm::DenseMap<clang::FileID, uint32_t> Known;

  uint32_t file(clang::FileID ID);
};

} // namespace cotidy

#endif // COTIDY_LOWER_NAMES_H
