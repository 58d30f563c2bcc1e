//===- Unit.h - One translation unit being lowered --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the lowering of single functions shares: the tables of files, names,
// types and globals, and the queue of functions that bodies bring up (lambdas,
// methods of local classes).
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_UNIT_H
#define COTIDY_LOWER_UNIT_H

#include "ir/IR.h"
#include "lower/Names.h"
#include "lower/TextPool.h"
#include "lower/Types.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace cotidy {

/// Is it a defaulted function whose body does nothing that a user wrote? Only a
/// constructor's does, by the initialisers of members and bases.
bool saysNothing(const clang::FunctionDecl &D);

class Unit {
public:
  Unit(clang::ASTContext &Context, TUSummary &Summary)
      : Context(Context), Summary(Summary), Locations(Context, Summary.Files),
        Types(Context, *Texts) {
    Summary.Texts = Texts;
  }

  clang::ASTContext &Context;
  TUSummary &Summary;
  const std::shared_ptr<TextPool> Texts = std::make_shared<TextPool>();
  LocationMap Locations;
  TypeClassifier Types;

  /// Index of a variable of static or thread storage duration.
  uint32_t global(const clang::VarDecl &D);

  /// Kept by the summary.
  TextRef text(llvm::StringRef Text) { return Texts->keep(Text); }
  /// The USR of a declaration, remembered.
  EntityName name(const clang::NamedDecl &D);

  /// Lowers a namespace, class, template, function or variable and what is in
  /// it.
  void collect(const clang::Decl &D);
  /// Lowers a function with a body, once. \p Parent is the function around it.
  void function(const clang::FunctionDecl &D, EntityName Parent = {});
  /// Lowers the methods of a class that a function defines.
  void localClass(const clang::RecordDecl &D, EntityName Parent);
  /// Lowers the operator() of a lambda (every instantiation of a generic one).
  void lambda(const clang::CXXRecordDecl &Closure, EntityName Parent);

  /// Works off what is queued: bodies in the order in which they came up, then
  /// the templates that nothing has instantiated.
  void finish();

private:
  struct Queued {
    const clang::FunctionDecl *Decl;
    EntityName Parent;
  };
  std::vector<Queued> Queue;
  std::vector<const clang::FunctionDecl *> Patterns;
  std::vector<const clang::VarDecl *> Initialisers;
  llvm::DenseSet<const clang::FunctionDecl *> Seen;
  llvm::DenseSet<const clang::FunctionDecl *> InstantiatedPatterns;
  llvm::DenseMap<const clang::VarDecl *, uint32_t> Globals;
  llvm::DenseMap<const clang::Decl *, EntityName> KnownNames;

  void lower(const Queued &Q);
};

} // namespace cotidy

#endif // COTIDY_LOWER_UNIT_H
