//===- Entities.cpp - A plan's entities in one parsed unit ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Entities.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace cotidy {

const PlanTaker *Entities::taker(const FunctionDecl *F) const {
  if (!F)
    return nullptr;
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    F = Pattern;
  auto It = Takers.find(F->getCanonicalDecl());
  return It == Takers.end() ? nullptr : It->second;
}

std::optional<uint32_t> Entities::member(const ValueDecl *D) const {
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!V)
    return std::nullopt;
  auto It = Members.find(V);
  if (It == Members.end())
    It = Members.find(V->getCanonicalDecl());
  if (It == Members.end())
    return std::nullopt;
  return It->second;
}

bool alike(const PlanTaker &A, const PlanTaker &B) {
  return llvm::equal(
      A.Parameters, B.Parameters, [](const auto &X, const auto &Y) {
        return X.Parameter == Y.Parameter && X.Member == Y.Member;
      });
}

namespace {

class Resolver : public RecursiveASTVisitor<Resolver> {
public:
  Resolver(const Plan &P, SourceEdits &Edits) : P(P), Edits(Edits) {
    auto Add = [&](const std::string &Qualified) {
      Names.insert(Qualified.substr(Qualified.rfind(':') + 1));
    };
    Add(P.Owner.Display);
    for (const PlanOwner &O : P.Others) {
      Add(O.Is.Display);
      for (const PlanOwner::Variable &V : O.Variables)
        Names.insert(V.Name);
    }
    for (const PlanTaker &T : P.Takers)
      Add(T.Display);
    for (const PlanMember &M : P.Members)
      Names.insert(M.Name);
  }

  Entities Found;

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->getIdentifier() || !Names.contains(F->getName()))
      return true;
    if (F->isThisDeclarationADefinition() && is(*F, F->getLocation(), P.Owner))
      Found.Owner = F;
    if (F->isThisDeclarationADefinition())
      for (uint32_t I = 0; I < P.Others.size(); ++I)
        if (is(*F, F->getLocation(), P.Others[I].Is))
          Found.Others[F] = I;
    Named.push_back(F);
    for (const PlanTaker &T : P.Takers)
      if (is(*F, F->getLocation(), T))
        take(*F, T);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) {
    if (at(L->getBeginLoc(), P.Owner.File, P.Owner.Offset))
      Found.Owner = L->getCallOperator();
    for (uint32_t I = 0; I < P.Others.size(); ++I)
      if (at(L->getBeginLoc(), P.Others[I].Is.File, P.Others[I].Is.Offset))
        Found.Others[L->getCallOperator()] = I;
    for (const PlanTaker &T : P.Takers)
      if (T.Lambda && at(L->getBeginLoc(), T.File, T.Offset))
        Found.Lambdas.insert(L->getCallOperator());
    return true;
  }

  /// What overrides a taker, or is overridden by one, and a specialisation of
  /// one has to take the object too.
  void addKin() {
    for (size_t Before = ~size_t(0); Before != Found.Takers.size();) {
      Before = Found.Takers.size();
      for (const FunctionDecl *F : Named) {
        const PlanTaker *Mine = Found.taker(F);
        if (const auto *M = dyn_cast<CXXMethodDecl>(F))
          for (const CXXMethodDecl *Base : M->overridden_methods()) {
            const PlanTaker *Theirs = Found.taker(Base);
            if (Mine && !Theirs)
              add(*Base, *Mine);
            else if (Theirs && !Mine)
              add(*F, *(Mine = Theirs));
          }
        if (const FunctionTemplateDecl *Primary = F->getPrimaryTemplate();
            Primary &&
            F->getTemplateSpecializationKind() == TSK_ExplicitSpecialization) {
          const PlanTaker *Theirs = Found.taker(Primary->getTemplatedDecl());
          if (Mine && !Theirs)
            add(*Primary->getTemplatedDecl(), *Mine);
          else if (Theirs && !Mine)
            add(*F, *Theirs);
        }
      }
    }
  }

  bool VisitVarDecl(VarDecl *V) {
    if (!V->getIdentifier() || !Names.contains(V->getName()))
      return true;
    for (const PlanOwner &O : P.Others)
      for (const PlanOwner::Variable &Its : O.Variables)
        if (V->getName() == Its.Name &&
            at(V->getLocation(), Its.File, Its.Offset))
          Found.Members[V->getCanonicalDecl()] = Its.Member;
    for (uint32_t I = 0; I < P.Members.size(); ++I) {
      const PlanMember &M = P.Members[I];
      if (V->getName() != M.Name)
        continue;
      // What a template's instantiations have is found where the template is.
      if (M.Global.empty() || V->isTemplated()
              ? at(V->getLocation(), M.File, M.Offset)
              : V->hasGlobalStorage() && entityName(*V) == M.Global)
        Found.Members[V->getCanonicalDecl()] = I;
    }
    return true;
  }

private:
  bool at(SourceLocation L, const std::string &File, uint32_t Offset) {
    const auto [Path, Where] = Edits.place(L);
    return Where == Offset && Path == File;
  }
  bool is(const FunctionDecl &F, SourceLocation L, const PlanTaker &T) {
    return at(L, T.File, T.Offset) || entityName(F) == T.Function;
  }
  void add(const FunctionDecl &F, const PlanTaker &As) {
    Found.Takers[F.getCanonicalDecl()] = &As;
    Found.Kin.insert(F.getCanonicalDecl());
    if (const FunctionDecl *D = F.getDefinition())
      for (const PlanTaker::Replaced &R : As.Parameters)
        if (R.Parameter < D->getNumParams())
          Found.Members[D->getParamDecl(R.Parameter)] = R.Member;
  }
  void take(const FunctionDecl &F, const PlanTaker &T) {
    Found.Takers[F.getCanonicalDecl()] = &T;
    if (F.isThisDeclarationADefinition())
      for (const PlanTaker::Replaced &R : T.Parameters)
        if (R.Parameter < F.getNumParams())
          Found.Members[F.getParamDecl(R.Parameter)] = R.Member;
  }

  const Plan &P;
  SourceEdits &Edits;
  llvm::StringSet<> Names;
  std::vector<const FunctionDecl *> Named;
};

} // namespace

Entities resolve(const Plan &P, SourceEdits &Edits) {
  Resolver R(P, Edits);
  R.TraverseAST(const_cast<ASTContext &>(Edits.Context));
  R.addKin();
  return std::move(R.Found);
}

} // namespace cotidy
