//===- Types.h - What a type is to a check ----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_TYPES_H
#define COTIDY_LOWER_TYPES_H

#include "ir/IR.h"
#include "lower/TextPool.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
} // namespace clang

namespace cotidy {

/// Classifies types, remembering what it found out about classes.
class TypeClassifier {
public:
  /// Names are kept by \p Texts.
  TypeClassifier(const clang::ASTContext &Context, TextPool &Texts);

  const Type &classify(clang::QualType T);

private:
  const clang::ASTContext &Context;
  TextPool &Texts;
  llvm::DenseMap<const clang::CXXRecordDecl *, Type> Records;

  /// Classes named by specialisations of std::coroutine_traits.
  llvm::DenseSet<const clang::Decl *> TraitsClasses;

  llvm::DenseMap<void *, std::unique_ptr<Type>> Known; ///< by QualType

  Type classifyNew(clang::QualType T);
  const Type &record(const clang::CXXRecordDecl &D);
  bool isCoroutineType(const clang::CXXRecordDecl &D) const;
  bool refersToConst(const clang::CXXRecordDecl &D, const Type &T);
};

/// Can an object of the class be moved or only created in place, not copied?
bool isMoveOnly(const clang::CXXRecordDecl &D);

} // namespace cotidy

#endif // COTIDY_LOWER_TYPES_H
