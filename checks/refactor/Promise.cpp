//===- Promise.cpp - Promises that depend on parameters -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine's parameter types choose its std::coroutine_traits, and are tried
// as arguments of its promise's constructor and operator new. To change them
// may silently choose another promise.
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace cotidy {

static bool takesArguments(const CXXRecordDecl &Promise) {
  for (const Decl *D : Promise.decls()) {
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(D))
      if (isa<CXXConstructorDecl>(T->getTemplatedDecl()))
        return true;
    if (const auto *C = dyn_cast<CXXConstructorDecl>(D))
      if (C->getNumParams() != 0 && !C->isCopyOrMoveConstructor() &&
          !C->isDeleted())
        return true;
    // using Base::Base
    if (isa<ConstructorUsingShadowDecl>(D))
      return true;
  }
  return false;
}

static bool allocatesByArguments(const CoroutineBodyStmt &Body) {
  const Expr *Allocate = Body.getAllocate();
  const auto *Call = dyn_cast_or_null<CallExpr>(
      Allocate ? Allocate->IgnoreImplicit() : nullptr);
  const FunctionDecl *New = Call ? Call->getDirectCallee() : nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(New);
  if (!Method)
    return false;
  // Another overload may take the arguments that there will be.
  for (const NamedDecl *D :
       Method->getParent()->lookup(Method->getDeclName())) {
    const FunctionDecl *F = D->getAsFunction();
    if (isa<FunctionTemplateDecl>(D) || (F && F->getNumParams() > 1))
      return true;
  }
  return false;
}

/// A partial specialisation for all parameter types: its second argument is a
/// parameter pack of its own.
static bool
forAllParameters(const ClassTemplatePartialSpecializationDecl &Traits) {
  const TemplateArgumentList &Args = Traits.getTemplateArgs();
  if (Args.size() != 2 || Args[1].getKind() != TemplateArgument::Pack ||
      Args[1].pack_size() != 1)
    return false;
  const TemplateArgument &Types = *Args[1].pack_begin();
  return Types.isPackExpansion() && Types.getKind() == TemplateArgument::Type &&
         isa<TemplateTypeParmType>(
             Types.getPackExpansionPattern().getAsType().getCanonicalType());
}

static bool traitsDepend(const FunctionDecl &F) {
  const CXXRecordDecl *Result =
      F.getReturnType().getNonReferenceType()->getAsCXXRecordDecl();
  const ASTContext &Context = F.getASTContext();
  for (const DeclContext *C : {Context.getTranslationUnitDecl()})
    for (const NamedDecl *Std : C->lookup(&Context.Idents.get("std"))) {
      const auto *N = dyn_cast<NamespaceDecl>(Std);
      if (!N)
        continue;
      for (const NamedDecl *D :
           N->lookup(&Context.Idents.get("coroutine_traits"))) {
        const auto *Traits = dyn_cast<ClassTemplateDecl>(D);
        if (!Traits)
          continue;
        llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
        const_cast<ClassTemplateDecl *>(Traits)->getPartialSpecializations(
            Partial);
        for (const auto *S : Partial)
          if (!forAllParameters(*S)) {
            const TemplateArgument &First = S->getTemplateArgs()[0];
            const CXXRecordDecl *For =
                First.getKind() == TemplateArgument::Type
                    ? First.getAsType()->getAsCXXRecordDecl()
                    : nullptr;
            if (!For || !Result || For->getName() == Result->getName())
              return true;
          }
        for (const auto *S : Traits->specializations())
          if (S->isExplicitSpecialization() && Result &&
              S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
              S->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl() ==
                  Result)
            return true;
      }
    }
  return false;
}

std::string promiseDependsOnParameters(const FunctionDecl &F) {
  const FunctionDecl *Definition = nullptr;
  if (!F.hasBody(Definition))
    return "";
  const auto *Body = dyn_cast<CoroutineBodyStmt>(Definition->getBody());
  if (!Body || !Body->getPromiseDecl())
    return "";
  const CXXRecordDecl *Promise =
      Body->getPromiseDecl()->getType()->getAsCXXRecordDecl();
  if (Promise && takesArguments(*Promise))
    return "the promise's constructor may depend on the parameters of '" +
           F.getNameAsString() + "'";
  if (allocatesByArguments(*Body))
    return "the promise's operator new may depend on the parameters of '" +
           F.getNameAsString() + "'";
  if (traitsDepend(F))
    return "std::coroutine_traits may depend on the parameters of '" +
           F.getNameAsString() + "'";
  return "";
}

} // namespace cotidy
