//===- DependentCalls.h - What calls in templates come to -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_DEPENDENTCALLS_H
#define COTIDY_REFACTOR_DEPENDENTCALLS_H

#include "refactor/Entities.h"
#include "clang/AST/DeclarationName.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace cotidy {

/// What is called where only a template's arguments tell: its instantiations
/// show.
class DependentCalls {
public:
  DependentCalls(const Entities &What, SourceEdits &Edits);

  /// The function that \p E calls, in a template one of those that the
  /// instantiations call. Refuses where some of these take the state object and
  /// others do not.
  const clang::FunctionDecl *callee(const clang::CallExpr &E);

  /// What callee() did not settle may name a taker still: in a call that no
  /// instantiation here has, or, not \p Evaluated, in the question whether a
  /// call would compile, which is answered otherwise when a taker takes more.
  void leave(const clang::Expr &Callee, bool Evaluated);

private:
  using Callees = llvm::SmallVector<const clang::FunctionDecl *, 2>;

  void collect();

  const Entities &What;
  SourceEdits &Edits;
  llvm::DenseSet<clang::DeclarationName> Methods, Functions; ///< of takers
  llvm::DenseSet<const clang::Expr *> Settled;
  bool Collected = false;
  /// By the place of the callee's name. Null: something else than a named
  /// function.
  llvm::DenseMap<clang::SourceLocation, Callees> Called;
};

} // namespace cotidy

#endif // COTIDY_REFACTOR_DEPENDENTCALLS_H
