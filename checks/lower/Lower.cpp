//===- Lower.cpp - A translation unit to its summary ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Lower.h"
#include "lower/FunctionLowering.h"
#include "lower/Unit.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace cotidy {

EntityName Unit::name(const NamedDecl &D) {
  auto [It, New] = KnownNames.try_emplace(&D);
  if (New)
    It->second = text(entityName(D));
  return It->second;
}

/// A const object stays as it is unless a mutable member of it is written.
static bool isConstant(const VarDecl &D) {
  const QualType T = D.getType().getNonReferenceType().getCanonicalType();
  if (D.isConstexpr())
    return true;
  if (D.getType()->isReferenceType())
    return false; // the reference is, what it refers to need not be
  const QualType Element = D.getASTContext().getBaseElementType(T);
  if (!Element.isConstQualified() && !T.isConstQualified())
    return false;
  const CXXRecordDecl *R = Element->getAsCXXRecordDecl();
  return !R || !R->hasDefinition() || !R->hasMutableFields();
}

uint32_t Unit::global(const VarDecl &Use) {
  const VarDecl *D = Use.getCanonicalDecl();
  auto [It, New] = Globals.try_emplace(D, Summary.Globals.size());
  if (!New)
    return It->second;
  const uint32_t Index = It->second;
  const VarDecl *Shown = D->getDefinition(Context);
  if (!Shown) // a static member of a template's specialisation: its pattern's
    Shown = D;
  Variable V;
  V.Name = text(entityName(*D));
  V.Display = text(qualifiedName(*D));
  V.Loc = Locations.at(Shown->getLocation());
  V.Loc.Length = D->getName().size();
  V.Ty = Types.classify(D->getType());
  V.Where = D->isStaticLocal()        ? Variable::StaticLocal
            : D->isStaticDataMember() ? Variable::StaticMember
                                      : Variable::Namespace;
  if (const auto *F =
          dyn_cast_or_null<FunctionDecl>(D->getParentFunctionOrMethod()))
    V.Parent = name(*F);
  V.ThreadLocal = D->getTLSKind() != VarDecl::TLS_None;
  V.Constant = isConstant(*Shown);
  V.Defined = D->hasDefinition(Context) != VarDecl::DeclarationOnly;
  V.Internal = !D->isExternallyVisible();
  V.System = inSystemHeader(*D);
  Summary.Globals.push_back(V);
  return Index;
}

bool saysNothing(const FunctionDecl &D) {
  if (!D.isDefaulted())
    return false;
  const auto *C = dyn_cast<CXXConstructorDecl>(&D);
  if (!C || C->isCopyOrMoveConstructor())
    return true;
  return llvm::none_of(C->inits(), [](const CXXCtorInitializer *I) {
    if (I->isInClassMemberInitializer())
      return true;
    const Expr *Init = I->getInit() ? I->getInit()->IgnoreImplicit() : nullptr;
    const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
    return Made && !inSystemHeader(*Made->getConstructor()) &&
           !saysNothing(*Made->getConstructor());
  });
}

void Unit::function(const FunctionDecl &D, EntityName Parent) {
  if (!D.doesThisDeclarationHaveABody() || D.isDeleted() || !D.getBody() ||
      saysNothing(D))
    return;
  if (!Seen.insert(&D).second)
    return;
  if (const FunctionDecl *Pattern = D.getTemplateInstantiationPattern())
    InstantiatedPatterns.insert(Pattern->getCanonicalDecl());
  if (D.isDependentContext()) {
    Patterns.push_back(&D);
    return;
  }
  Queue.push_back({&D, Parent});
}

void Unit::localClass(const RecordDecl &D, EntityName Parent) {
  if (!D.isThisDeclarationADefinition())
    return;
  for (const Decl *Member : D.decls()) {
    if (const auto *F = dyn_cast<FunctionDecl>(Member))
      function(*F, Parent);
    else if (const auto *T = dyn_cast<FunctionTemplateDecl>(Member)) {
      for (const FunctionDecl *S : T->specializations())
        function(*S, Parent);
      function(*T->getTemplatedDecl(), Parent);
    } else if (const auto *R = dyn_cast<RecordDecl>(Member))
      localClass(*R, Parent);
  }
}

void Unit::lambda(const CXXRecordDecl &Closure, EntityName Parent) {
  const CXXMethodDecl *Operator = Closure.getLambdaCallOperator();
  if (!Operator)
    return;
  if (const FunctionTemplateDecl *T = Operator->getDescribedFunctionTemplate())
    for (const FunctionDecl *S : T->specializations())
      function(*S, Parent);
  function(*Operator, Parent);
}

void Unit::collect(const Decl &D) {
  if (const auto *C = dyn_cast<NamespaceDecl>(&D)) {
    if (!inSystemHeader(D))
      for (const Decl *Inner : C->decls())
        collect(*Inner);
    return;
  }
  if (isa<TranslationUnitDecl, LinkageSpecDecl, ExportDecl>(D)) {
    for (const Decl *Inner : cast<DeclContext>(D).decls())
      collect(*Inner);
    return;
  }
  if (D.isInvalidDecl() || inSystemHeader(D))
    return;
  if (const auto *F = dyn_cast<FunctionDecl>(&D)) {
    function(*F);
  } else if (const auto *T = dyn_cast<FunctionTemplateDecl>(&D)) {
    // A member template of an instantiated class has its body elsewhere.
    if (T->isThisDeclarationADefinition() ||
        T->getInstantiatedFromMemberTemplate())
      for (const FunctionDecl *S : T->specializations())
        if (const FunctionDecl *Body = S->getDefinition())
          function(*Body);
    function(*T->getTemplatedDecl());
  } else if (const auto *C = dyn_cast<ClassTemplateDecl>(&D)) {
    if (C->isThisDeclarationADefinition()) {
      for (const ClassTemplateSpecializationDecl *S : C->specializations())
        if (S->getSpecializationKind() != TSK_ExplicitSpecialization)
          for (const Decl *Inner : S->decls())
            collect(*Inner);
      collect(*C->getTemplatedDecl());
    }
  } else if (const auto *R = dyn_cast<CXXRecordDecl>(&D)) {
    if (R->isThisDeclarationADefinition() && !R->isInjectedClassName())
      for (const Decl *Inner : R->decls())
        collect(*Inner);
  } else if (const auto *Friend = dyn_cast<FriendDecl>(&D)) {
    if (const NamedDecl *Inner = Friend->getFriendDecl())
      if (isa<FunctionDecl, FunctionTemplateDecl>(Inner))
        collect(*Inner);
  } else if (const auto *V = dyn_cast<VarTemplateDecl>(&D)) {
    for (const VarTemplateSpecializationDecl *S : V->specializations())
      collect(*S);
  } else if (const auto *V = dyn_cast<VarDecl>(&D)) {
    // Fields of the summary come first from uses; a definition that nothing
    // here uses may be used elsewhere.
    if (V->getType()->isDependentType() ||
        V->getDeclContext()->isDependentContext() || !V->hasGlobalStorage())
      return;
    if (V->isThisDeclarationADefinition(Context) == VarDecl::Definition) {
      global(*V);
      if (V->getInit() && !V->isConstexpr())
        Initialisers.push_back(V);
    }
  }
}

void Unit::lower(const Queued &Q) {
  const FunctionDecl &D = *Q.Decl;
  Function F;
  F.Name = name(D);
  F.Display = text(qualifiedName(D));
  F.Loc = Locations.at(D.getLocation());
  F.Loc.Length = D.getIdentifier() ? D.getName().size() : 0;
  F.ReturnType = text(D.getReturnType().getAsString());
  F.Parent = Q.Parent;
  F.Main = D.isMain();
  F.Instantiation = D.getTemplateInstantiationPattern() != nullptr;
  F.Pattern = D.isDependentContext();
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D)) {
    F.Lambda = M->getParent()->isLambda();
    F.Method = M->isInstance();
    F.ConstMethod = M->isConst();
    F.Virtual = M->isVirtual();
    F.ConstructorFn = isa<CXXConstructorDecl>(M);
    F.DestructorFn = isa<CXXDestructorDecl>(M);
    if (F.Lambda) {
      F.Display = "lambda";
      F.MutableLambda = !M->isConst();
      F.Loc = Locations.at(M->getParent()->getBeginLoc());
    } else {
      F.Record = text(qualifiedName(*M->getParent()));
    }
    for (const CXXMethodDecl *O : M->overridden_methods())
      F.Overrides.push_back(name(*O));
  }
  FunctionLowering(*this, F).body(D);
  Summary.Functions.push_back(std::move(F));
}

void Unit::finish() {
  auto Drain = [&] {
    for (size_t I = 0; I < Queue.size(); ++I) {
      const Queued Next = Queue[I]; // lowering may queue more
      lower(Next);
    }
    Queue.clear();
  };
  Drain();
  for (size_t I = 0; I < Initialisers.size(); ++I) {
    const VarDecl *V = Initialisers[I];
    Function F;
    F.Name = text(entityName(*V) + "#init");
    F.Display = text(qualifiedName(*V));
    F.Loc = Locations.at(V->getLocation());
    F.Initializer = true;
    FunctionLowering(*this, F).initialiser(*V);
    Summary.Functions.push_back(std::move(F));
  }
  Drain();
  for (const FunctionDecl *Pattern : Patterns)
    if (!InstantiatedPatterns.contains(Pattern->getCanonicalDecl()))
      Queue.push_back({Pattern, {}});
  Patterns.clear();
  Drain();
  llvm::sort(Summary.Functions, [](const Function &A, const Function &B) {
    return std::tie(A.Loc.File, A.Loc.Offset, A.Name) <
           std::tie(B.Loc.File, B.Loc.Offset, B.Name);
  });
}

TUSummary lower(ASTContext &Context) {
  TUSummary Summary;
  const SourceManager &SM = Context.getSourceManager();
  Unit U(Context, Summary);
  if (const SourceLocation Start = SM.getLocForStartOfFile(SM.getMainFileID());
      Start.isValid()) {
    U.Locations.at(Start); // the main file is the first of the table
    Summary.MainFile = Summary.Files.empty() ? "" : Summary.Files[0].Path;
  }
  // The whole unit, or what a tool limits analysis to: to clangd the rest is
  // a precompiled preamble without bodies.
  for (const Decl *D : Context.getTraversalScope())
    U.collect(*D);
  U.finish();
  return Summary;
}

} // namespace cotidy
