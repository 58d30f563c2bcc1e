//===- Functions.cpp - Parameters, captures, bodies ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

void FunctionLowering::parameters(const FunctionDecl &D) {
  for (const ParmVarDecl *P : D.parameters()) {
    Place Where;
    Where.Base = Place::Parameter;
    Where.Index = F.Params.size();
    if (P->getType()->isReferenceType())
      Where.Path.push_back({PathElement::Deref, ""});
    Variables[P] = std::move(Where);
    Location Loc = U.Locations.at(P->getLocation());
    Loc.Length = P->getName().size();
    F.Params.push_back({U.text(P->getName()), U.Types.classify(P->getType()),
                        Loc, P->hasDefaultArg()});
  }
}

/// Captured variables are reached through the closure: a copy is its own
/// object, a reference refers.
void FunctionLowering::captures(const CXXRecordDecl &Closure) {
  for (const LambdaCapture &C : Closure.captures()) {
    Place Where;
    Where.Base = Place::Capture;
    Where.Index = F.Captures.size();
    Capture Made;
    Made.Loc = U.Locations.at(C.getLocation());
    if (C.capturesThis()) {
      Made.Name = "this";
      Made.OfThis = true;
      Made.ByReference = C.getCaptureKind() == LCK_This;
      if (Made.ByReference)
        Where.Path.push_back({PathElement::Deref, ""});
      ThisObject = std::move(Where);
    } else if (C.capturesVariable()) {
      const ValueDecl *V = C.getCapturedVar();
      Made.Name = U.text(V->getNameAsString());
      Made.Loc.Length = Made.Name.size();
      Made.Ty = U.Types.classify(V->getType());
      Made.ByReference = C.getCaptureKind() == LCK_ByRef;
      const bool InitReference =
          V->isInitCapture() && V->getType()->isReferenceType();
      if (Made.ByReference || InitReference)
        Where.Path.push_back({PathElement::Deref, ""});
      Variables[V] = std::move(Where);
    }
    F.Captures.push_back(Made);
  }
}

void FunctionLowering::body(const FunctionDecl &D) {
  ThisObject.Base = Place::This;
  setBlock(newBlock());
  pushScope();
  parameters(D);
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D))
    if (M->getParent()->isLambda())
      captures(*M->getParent());
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&D))
    constructor(*C);
  if (const auto *Coroutine =
          dyn_cast_or_null<CoroutineBodyStmt>(D.getBody())) {
    coroutine(*Coroutine);
  } else {
    statement(D.getBody());
  }
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&D))
    destructor(*Destructor);
  popScope();
  branch({});
  prune();
}

void FunctionLowering::initialiser(const VarDecl &D) {
  setBlock(newBlock());
  pushScope();
  Place Target;
  Target.Base = Place::Global;
  Target.Index = U.global(D);
  initialise(Target, D.getType(), D.getInit(), U.Locations.at(D.getLocation()));
  popScope();
  branch({});
  prune();
}

void FunctionLowering::constructor(const CXXConstructorDecl &D) {
  for (const CXXCtorInitializer *I : D.inits()) {
    if (!I->getInit())
      continue;
    const llvm::SaveAndRestore<Location> Elsewhere(
        Here, I->isWritten() ? Here : U.Locations.at(D.getLocation()));
    Place Target = ThisObject;
    QualType T;
    if (const FieldDecl *Field = I->getAnyMember()) {
      Target.Path.push_back(
          {PathElement::Field, U.text(Field->getNameAsString())});
      T = Field->getType();
    } else {
      T = I->getTypeSourceInfo()->getType();
    }
    initialise(Target, T, I->getInit(), at(I->getInit()));
  }
}

void FunctionLowering::destructor(const CXXDestructorDecl &D) {
  if (Ended[Current])
    return;
  const Location Loc = U.Locations.at(D.getBodyRBrace());
  std::vector<Cleanup> Members;
  for (const FieldDecl *Field : D.getParent()->fields()) {
    const CXXRecordDecl *R =
        Field->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (!R || !R->hasDefinition() || R->isDependentContext() ||
        R->hasTrivialDestructor() || inSystemHeader(*R) || !R->getDestructor())
      continue;
    Place Member = ThisObject;
    Member.Path.push_back(
        {PathElement::Field, U.text(Field->getNameAsString())});
    Members.push_back({Member, R->getDestructor(), false, Loc});
  }
  runCleanups(Members);
}

} // namespace cotidy
