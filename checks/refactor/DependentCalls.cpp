//===- DependentCalls.cpp - What calls in templates come to ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   template <typename T> task<> run(T &t) {
//     co_await t.step();      // which 'step', only run<worker> knows
//   }
//
//===----------------------------------------------------------------------===//

#include "refactor/DependentCalls.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

/// No name for what is called otherwise.
static DeclarationNameInfo calleeName(const Expr &Callee) {
  if (const auto *E = dyn_cast<DeclRefExpr>(&Callee))
    return E->getNameInfo();
  if (const auto *E = dyn_cast<MemberExpr>(&Callee))
    return E->getMemberNameInfo();
  if (const auto *E = dyn_cast<OverloadExpr>(&Callee))
    return E->getNameInfo();
  if (const auto *E = dyn_cast<CXXDependentScopeMemberExpr>(&Callee))
    return E->getMemberNameInfo();
  if (const auto *E = dyn_cast<DependentScopeDeclRefExpr>(&Callee))
    return E->getNameInfo();
  return {};
}

namespace {

class Collector : public RecursiveASTVisitor<Collector> {
public:
  explicit Collector(
      llvm::function_ref<void(SourceLocation, const FunctionDecl *)> Found)
      : Found(Found) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  // What is only asked for is not called.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseRequiresExpr(RequiresExpr *) { return true; }
  bool TraverseConceptDecl(ConceptDecl *) { return true; }

  bool VisitLambdaExpr(LambdaExpr *L) {
    if (const FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (FunctionDecl *Each : T->specializations())
        TraverseStmt(Each->getBody());
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    if (E->isTypeDependent() || E->isValueDependent())
      return true;
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    if (Operator && Operator->getOperator() != OO_Call)
      return true;
    // An object that is called is named where a function would be.
    const Expr *Callee = Operator ? E->getArg(0) : E->getCallee();
    const DeclarationNameInfo Name = calleeName(*Callee->IgnoreParenImpCasts());
    if (Name.getLoc().isValid())
      Found(Name.getLoc(), Operator ? nullptr : E->getDirectCallee());
    return true;
  }

private:
  llvm::function_ref<void(SourceLocation, const FunctionDecl *)> Found;
};

} // namespace

DependentCalls::DependentCalls(const Entities &What, SourceEdits &Edits)
    : What(What), Edits(Edits) {
  for (const auto &[F, T] : What.Takers)
    (isa<CXXMethodDecl>(F) ? Methods : Functions).insert(F->getDeclName());
}

void DependentCalls::collect() {
  if (Collected)
    return;
  Collected = true;
  auto Add = [&](SourceLocation At, const FunctionDecl *F) {
    Callees &Here = Called[At];
    if (!llvm::is_contained(Here, F))
      Here.push_back(F);
  };
  Collector(Add).TraverseAST(const_cast<ASTContext &>(Edits.Context));
}

static constexpr const char *Depends =
    "what is called here depends on a template parameter";

const FunctionDecl *DependentCalls::callee(const CallExpr &E) {
  const Expr *Callee = E.getCallee()->IgnoreParenImpCasts();
  const auto *Lookup = dyn_cast<OverloadExpr>(Callee);
  if (!Lookup &&
      !isa<CXXDependentScopeMemberExpr, DependentScopeDeclRefExpr>(Callee))
    return E.getDirectCallee();
  const DeclarationNameInfo Name = calleeName(*Callee);
  if (!Methods.contains(Name.getName()) && !Functions.contains(Name.getName()))
    return nullptr;
  collect();
  const auto It = Called.find(Name.getLoc());
  if (It == Called.end()) {
    if (!Lookup || Lookup->getNumDecls() != 1)
      return nullptr;
    const FunctionDecl *Only =
        (*Lookup->decls_begin())->getUnderlyingDecl()->getAsFunction();
    return What.taker(Only) ? Only : nullptr;
  }
  Settled.insert(Callee);
  const FunctionDecl *Taker = nullptr;
  bool Others = false;
  for (const FunctionDecl *F : It->second) {
    const PlanTaker *T = What.taker(F);
    Others |= !T || (Taker && !alike(*T, *What.taker(Taker)));
    if (T)
      Taker = F;
  }
  if (!Taker)
    return nullptr;
  Edits.settle(Name.getLoc());
  if (!Others)
    return Taker;
  Edits.refuse(Name.getLoc(), Depends);
  return nullptr;
}

void DependentCalls::leave(const Expr &Callee, bool Evaluated) {
  if (Settled.contains(&Callee))
    return;
  const DeclarationNameInfo Name = calleeName(Callee);
  auto IsTaker = [&](const NamedDecl *D) {
    return What.taker(D->getUnderlyingDecl()->getAsFunction()) != nullptr;
  };
  const auto *Lookup = dyn_cast<OverloadExpr>(&Callee);
  const auto *Unqualified = dyn_cast<UnresolvedLookupExpr>(&Callee);
  if (Lookup && llvm::any_of(Lookup->decls(), IsTaker))
    Edits.refuse(Name.getLoc(), Depends);
  else if (Lookup ? Unqualified && Unqualified->requiresADL() &&
                        Functions.contains(Name.getName())
                  : Methods.contains(Name.getName()))
    Evaluated ? Edits.leave(Name.getLoc(), Depends)
              : Edits.refuse(Name.getLoc(), Depends);
}

} // namespace cotidy
