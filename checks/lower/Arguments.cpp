//===- Arguments.cpp - How arguments are passed -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

FunctionLowering::DefaultUse::DefaultUse(FunctionLowering &L, const Expr *E)
    : Where(L.Here), Made(L.Why, Implicit::DefaultArgument) {
  SourceLocation Used;
  if (const auto *A = dyn_cast<CXXDefaultArgExpr>(E)) {
    Expression = A->getExpr();
    Used = A->getUsedLocation();
  } else {
    const auto *I = cast<CXXDefaultInitExpr>(E);
    Expression = I->getExpr();
    Used = I->getUsedLocation();
  }
  if (!L.Here.isValid())
    L.Here = L.U.Locations.at(Used);
}

/// A literal, a constant expression, or an object made of nothing else.
static bool isConstantLike(const Expr *E, const ASTContext &C) {
  if (E->isValueDependent() || E->isTypeDependent())
    return false;
  E = E->IgnoreImplicit()->IgnoreParens();
  if (isa<CXXDefaultArgExpr, StringLiteral, ImplicitValueInitExpr>(E))
    return true;
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (!E->getType()->isScalarType())
      return isConstantLike(Cast->getSubExpr(), C);
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E))
    return llvm::all_of(Made->arguments(),
                        [&](const Expr *A) { return isConstantLike(A, C); });
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return llvm::all_of(List->inits(),
                        [&](const Expr *A) { return isConstantLike(A, C); });
  return E->isPRValue() && E->getType()->isScalarType() && E->isEvaluatable(C);
}

/// The object that a by-value argument is copied or moved from, or null.
static const Expr *copiedFrom(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    if (E->isGLValue()) {
      // A copy constructor takes a const reference; the argument need not be.
      if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
          C && C->getCastKind() == CK_NoOp) {
        E = C->getSubExpr();
        continue;
      }
      const auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
      if (!M)
        return E;
      E = M->getSubExpr();
    } else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E)) {
      E = B->getSubExpr();
    } else if (const auto *Full = dyn_cast<ExprWithCleanups>(E)) {
      E = Full->getSubExpr();
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      if (!C->getConstructor()->isCopyOrMoveConstructor() ||
          C->getNumArgs() < 1)
        return nullptr;
      E = C->getArg(0);
    } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(E)) {
      switch (Cast->getCastKind()) {
      case CK_LValueToRValue:
      case CK_NoOp:
      case CK_IntegralCast:
      case CK_IntegralToBoolean:
      case CK_IntegralToFloating:
      case CK_FloatingCast:
      case CK_FloatingToIntegral:
      case CK_ConstructorConversion:
        E = Cast->getSubExpr();
        break;
      default:
        return nullptr;
      }
    } else {
      return nullptr;
    }
  }
}

static Passing passingOf(QualType T) {
  if (T->isRValueReferenceType())
    return Passing::RValueReference;
  if (T->isReferenceType())
    return T.getNonReferenceType().isConstQualified() ? Passing::ConstReference
                                                      : Passing::Reference;
  if (T->isPointerType())
    return T->getPointeeType().isConstQualified() ? Passing::ConstPointer
                                                  : Passing::Pointer;
  return Passing::Value;
}

Argument FunctionLowering::argument(const Expr *E, QualType ParameterType) {
  Argument A;
  A.Loc = Here.isValid() ? Here : at(E);
  A.How = passingOf(ParameterType);
  A.Default = isa<CXXDefaultArgExpr>(E);
  A.Literal = isConstantLike(E, U.Context);
  if (ParameterType->isReferenceType()) {
    A.From = lvalue(E);
    A.Val = borrow(A.From, E);
    A.LValue = E->isLValue();
    A.ConstLValue =
        A.LValue &&
        E->IgnoreParenNoopCasts(U.Context)->getType().isConstQualified();
    A.Moved =
        E->isXValue() && !isa<MaterializeTemporaryExpr>(E->IgnoreParens());
    return A;
  }
  const Expr *Source = copiedFrom(E);
  A.Val = rvalue(E);
  if (!Source)
    return A;
  A.LValue = Source->isLValue();
  A.ConstLValue =
      A.LValue &&
      Source->IgnoreParenNoopCasts(U.Context)->getType().isConstQualified();
  A.Moved = Source->isXValue();
  for (const Event &Ev : llvm::reverse(F.Blocks[Current].Events))
    if (Ev.Result == A.Val && A.Val != None) {
      if (Ev.K == Event::Load)
        A.From = Ev.Target;
      break;
    }
  return A;
}

Argument FunctionLowering::receiver(const Expr *Object, bool Arrow,
                                    const CXXMethodDecl *Method) {
  Argument A;
  A.Loc = Here.isValid() ? Here : at(Object);
  A.From = Arrow ? pointee(Object) : lvalue(Object);
  A.Val = borrow(A.From, Object);
  A.LValue = Arrow || Object->isLValue();
  A.ConstLValue = A.LValue && !Arrow && Object->getType().isConstQualified();
  A.Moved = !Arrow && Object->isXValue() &&
            !isa<MaterializeTemporaryExpr>(Object->IgnoreParens());
  A.How = Method && Method->isConst() ? Passing::ConstReference
                                      : Passing::Reference;
  return A;
}

void FunctionLowering::callee(Event &E, const FunctionDecl &D) {
  E.Callee = U.name(D);
  E.CalleeName = U.text(qualifiedName(D));
  E.CalleeSystem = inSystemHeader(D) || D.getBuiltinID() != 0;
  E.CalleeStd = inStd(D);
  E.Constructor = isa<CXXConstructorDecl>(D);
  E.ResultType = U.Types.classify(D.getReturnType());
  if (const auto *M = dyn_cast<CXXMethodDecl>(&D)) {
    E.CalleeRecord = U.text(qualifiedName(*M->getParent()));
    E.ConstMethod = M->isConst();
    if (M->getParent()->isLambda())
      E.CalleeName = "lambda";
  }
}

/// Is the parameter that takes argument \p I a forwarding reference (`T &&`,
/// `Args &&...`) of a template of the system's? Those pass on or print, as a
/// rule; that they bind to a non-const lvalue says nothing.
static bool forwards(const FunctionDecl &D, size_t I) {
  if (!inSystemHeader(D))
    return false;
  const FunctionDecl *Pattern = D.getTemplateInstantiationPattern();
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  QualType T =
      Pattern->getParamDecl(std::min<size_t>(I, Pattern->getNumParams() - 1))
          ->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  return Reference && Reference->getPointeeType()->isTemplateTypeParmType() &&
         !Reference->getPointeeType().hasQualifiers();
}

std::vector<Argument>
FunctionLowering::arguments(const FunctionDecl *D,
                            const FunctionProtoType *Proto,
                            llvm::ArrayRef<const Expr *> Args) {
  std::vector<Argument> Result;
  for (size_t I = 0; I < Args.size(); ++I) {
    if (D && I < D->getNumParams()) {
      Result.push_back(argument(Args[I], D->getParamDecl(I)->getType()));
      if (Result.back().How == Passing::Reference && forwards(*D, I))
        Result.back().How = Passing::ConstReference;
    } else if (Proto && I < Proto->getNumParams()) {
      Result.push_back(argument(Args[I], Proto->getParamType(I)));
    } else {
      Result.push_back(argument(Args[I], Args[I]->getType()));
      Result.back().How = Passing::Variadic;
    }
  }
  return Result;
}

} // namespace cotidy
