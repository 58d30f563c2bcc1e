//===- Entities.h - A plan's entities in one parsed unit --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_ENTITIES_H
#define COTIDY_REFACTOR_ENTITIES_H

#include "refactor/Plan.h"
#include "refactor/SourceEdits.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace cotidy {

/// What the names of a plan mean in one unit. Keys are canonical declarations.
struct Entities {
  const clang::FunctionDecl *Owner = nullptr; ///< its definition, if it is here
  /// Other owners' definitions that are here, each an index into Plan::Others.
  llvm::DenseMap<const clang::FunctionDecl *, uint32_t> Others;
  llvm::DenseMap<const clang::FunctionDecl *, const PlanTaker *> Takers;
  /// Takers that only their kinship with another makes ones: they have no use
  /// for the object.
  llvm::DenseSet<const clang::FunctionDecl *> Kin;
  /// Call operators of lambda coroutines that copy members.
  llvm::DenseSet<const clang::FunctionDecl *> Lambdas;
  /// Globals and the owner's variables; parameters of takers' definitions,
  /// which are no canonical declarations of anything.
  llvm::DenseMap<const clang::VarDecl *, uint32_t> Members;

  /// Of any declaration, or of an instantiation of it.
  const PlanTaker *taker(const clang::FunctionDecl *F) const;
  std::optional<uint32_t> member(const clang::ValueDecl *D) const;
  static bool same(const clang::FunctionDecl &F, const clang::FunctionDecl &G) {
    return F.getCanonicalDecl() == G.getCanonicalDecl();
  }
  bool isOwner(const clang::FunctionDecl *F) const {
    return F && ((Owner && same(*F, *Owner)) ||
                 llvm::any_of(Others, [&](const auto &Other) {
                   return same(*F, *Other.first);
                 }));
  }
};

/// Do both get the state object at one place?
bool alike(const PlanTaker &A, const PlanTaker &B);

Entities resolve(const Plan &P, SourceEdits &Edits);

} // namespace cotidy

#endif // COTIDY_REFACTOR_ENTITIES_H
