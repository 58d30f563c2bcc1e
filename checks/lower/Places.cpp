//===- Places.cpp - What an expression names ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/Places.h"
#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

constexpr static size_t Deepest = 12;

Place extended(Place P, PathElement::Kind K, TextRef Name) {
  if (K == PathElement::Element && !P.Path.empty() &&
      P.Path.back().K == PathElement::Deref)
    return P;
  if (P.Path.size() < Deepest)
    P.Path.push_back({K, Name});
  return P;
}

Place elementPlace(Place P, PathElement::Kind K) {
  // The elements of the container that a pointer points to are parts of it.
  if (K != PathElement::Element)
    return extended(std::move(P), K);
  if (P.Path.size() < Deepest)
    P.Path.push_back({K, ""});
  return P;
}

Place valuePlace(ValueId V) {
  Place P;
  P.Base = Place::Value;
  P.Index = V;
  return P;
}

std::optional<PathElement::Kind> elementOf(const Type &Class) {
  if (!Class.System)
    return std::nullopt;
  switch (Class.Class) {
  case TypeClass::Container:
    return PathElement::Element;
  case TypeClass::SmartPointer:
  case TypeClass::View:
  case TypeClass::Iterator:
    return PathElement::Deref;
  case TypeClass::Record:
    if (Class.Record == "std::optional" || Class.Record == "std::expected")
      return PathElement::Element;
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

Place FunctionLowering::variable(const ValueDecl *D, const Expr *E) {
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (V->hasGlobalStorage() && !isa<ParmVarDecl>(V)) {
      Place P;
      P.Base = Place::Global;
      P.Index = U.global(*V);
      if (V->getType()->isReferenceType())
        P = extended(std::move(P), PathElement::Deref);
      return P;
    }
  }
  if (auto It = Variables.find(D); It != Variables.end())
    return It->second;
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    if (B->getHoldingVar())
      return variable(B->getHoldingVar(), E);
    if (const Expr *Bound = B->getBinding())
      return lvalue(Bound);
    if (const auto *Whole = dyn_cast_or_null<ValueDecl>(B->getDecomposedDecl()))
      return extended(variable(Whole, E), PathElement::Field,
                      U.text(B->getNameAsString()));
  }
  if (isa<FunctionDecl>(D)) {
    Event Ev;
    Ev.K = Event::Constant;
    Ev.Loc = at(E);
    callee(Ev, *cast<FunctionDecl>(D));
    Ev.Text = Ev.CalleeName;
    return valuePlace(define(std::move(Ev)));
  }
  return valuePlace(constant(E, D->getNameAsString()));
}

/// Is it what a map maps a key to? The element of a map is that, whether an
/// iterator, `at` or an index leads there.
static bool isMappedValue(const FieldDecl &Field) {
  const auto *Pair =
      dyn_cast<ClassTemplateSpecializationDecl>(Field.getParent());
  return Pair && Pair->isInStdNamespace() && Pair->getName() == "pair" &&
         Field.getName() == "second" &&
         Pair->getTemplateArgs()[0].getAsType().isConstQualified();
}

Place FunctionLowering::member(const MemberExpr *E) {
  const ValueDecl *D = E->getMemberDecl();
  if (!isa<FieldDecl>(D)) { // a static member, an enumerator, a method's name
    if (!isa<CXXMethodDecl>(D))
      discard(E->getBase());
    return variable(D, E);
  }
  Place Object = E->isArrow() ? pointee(E->getBase()) : lvalue(E->getBase());
  if (isMappedValue(*cast<FieldDecl>(D)))
    return Object;
  // The members of an unnamed struct or union are those of the class around.
  if (D->getDeclName())
    Object = extended(std::move(Object), PathElement::Field,
                      U.text(D->getNameAsString()));
  if (D->getType()->isReferenceType())
    Object = extended(std::move(Object), PathElement::Deref);
  return Object;
}

/// What the value of a pointer points to.
Place FunctionLowering::pointeeOf(ValueId V) {
  for (const Event &E : llvm::reverse(F.Blocks[Current].Events))
    if (E.Result == V) {
      if (E.K == Event::Borrow)
        return E.Target;
      if (E.K == Event::Load)
        return extended(E.Target, PathElement::Deref);
      break;
    }
  return extended(valuePlace(V), PathElement::Deref);
}

Place FunctionLowering::pointee(const Expr *Pointer) {
  const Expr *E = Pointer->IgnoreParens();
  if (isa<CXXThisExpr>(E))
    return ThisObject;
  if (const auto *C = dyn_cast<clang::CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_ArrayToPointerDecay:
      return extended(lvalue(C->getSubExpr()), PathElement::Element);
    case CK_NoOp:
    case CK_BitCast:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_BaseToDerived:
    case CK_Dynamic:
      if (C->getSubExpr()->getType()->isPointerType())
        return pointee(C->getSubExpr());
      break;
    case CK_LValueToRValue: {
      const Place P = lvalue(C->getSubExpr());
      load(P, E);
      return extended(P, PathElement::Deref);
    }
    default:
      break;
    }
  }
  if (const auto *O = dyn_cast<UnaryOperator>(E);
      O && O->getOpcode() == UO_AddrOf && O->getSubExpr()->isGLValue())
    return lvalue(O->getSubExpr());
  if (E->isGLValue()) { // a class with operator->, in an uninstantiated
                        // template
    const Place P = lvalue(E);
    load(P, E);
    return extended(P, PathElement::Deref);
  }
  return pointeeOf(rvalue(E));
}

Place FunctionLowering::materialised(const MaterializeTemporaryExpr *E) {
  const Expr *Sub = E->getSubExpr();
  const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Sub->IgnoreParens());
  if (Bound && E->getStorageDuration() == SD_Automatic) {
    const ValueId V = rvalue(Bound->getSubExpr());
    destroyAtScopeEnd(valuePlace(V), E->getType(), at(E), /*IsLocal=*/false);
    return valuePlace(V);
  }
  const ValueId V = rvalue(Sub);
  if (V != None && E->getStorageDuration() == SD_FullExpression &&
      !Temporaries.empty())
    Temporaries.back().push_back({valuePlace(V), nullptr, true, at(E)});
  return valuePlace(V);
}

Place FunctionLowering::lvalue(const Expr *E) {
  E = E->IgnoreParens();
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    return variable(cast<DeclRefExpr>(E)->getDecl(), E);
  case Stmt::MemberExprClass:
    return member(cast<MemberExpr>(E));
  case Stmt::CXXDependentScopeMemberExprClass: {
    const auto *M = cast<CXXDependentScopeMemberExpr>(E);
    Place Object = ThisObject;
    if (!M->isImplicitAccess())
      Object = M->isArrow() ? pointee(M->getBase()) : lvalue(M->getBase());
    return extended(std::move(Object), PathElement::Field,
                    U.text(M->getMember().getAsString()));
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto *S = cast<ArraySubscriptExpr>(E);
    if (E->isTypeDependent()) {
      Place P = lvalue(S->getLHS());
      discard(S->getRHS());
      return extended(std::move(P), PathElement::Element);
    }
    const bool BaseFirst = S->getLHS() == S->getBase();
    if (!BaseFirst)
      op("[]", {rvalue(S->getIdx())}, E);
    Place P = pointee(S->getBase());
    if (BaseFirst)
      op("[]", {rvalue(S->getIdx())}, E);
    return P;
  }
  case Stmt::UnaryOperatorClass: {
    const auto *O = cast<UnaryOperator>(E);
    if (O->getOpcode() == UO_Deref)
      return pointee(O->getSubExpr());
    if (O->isIncrementDecrementOp())
      return increment(O, nullptr);
    if (O->getOpcode() == UO_Extension || O->getOpcode() == UO_Real ||
        O->getOpcode() == UO_Imag)
      return lvalue(O->getSubExpr());
    break;
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binaryLValue(cast<BinaryOperator>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: {
    const ValueId V = conditional(cast<AbstractConditionalOperator>(E));
    return E->isGLValue() ? extended(valuePlace(V), PathElement::Deref)
                          : valuePlace(V);
  }
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass: {
    Place P;
    const ValueId V = call(cast<CallExpr>(E), &P);
    if (P.Base != Place::Unknown)
      return P;
    return E->isGLValue() && !E->isTypeDependent()
               ? extended(valuePlace(V), PathElement::Deref)
               : valuePlace(V);
  }
  case Stmt::ImplicitCastExprClass:
  case Stmt::CXXStaticCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
  case Stmt::CXXFunctionalCastExprClass:
  case Stmt::CStyleCastExprClass: {
    const auto *C = cast<CastExpr>(E);
    if (E->isGLValue() && C->getSubExpr()->isGLValue())
      return lvalue(C->getSubExpr());
    if (C->getCastKind() == CK_UserDefinedConversion && E->isGLValue())
      return lvalue(C->getSubExpr());
    break;
  }
  case Stmt::MaterializeTemporaryExprClass:
    return materialised(cast<MaterializeTemporaryExpr>(E));
  case Stmt::ExprWithCleanupsClass: {
    Place P;
    fullExpression(cast<ExprWithCleanups>(E)->getSubExpr(), true, &P);
    return P;
  }
  case Stmt::CXXBindTemporaryExprClass:
    break;
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    if (E->isGLValue() && !E->isTypeDependent())
      return extended(valuePlace(rvalue(E)), PathElement::Deref);
    break;
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return lvalue(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::ConstantExprClass:
    return lvalue(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::GenericSelectionExprClass:
    if (!cast<GenericSelectionExpr>(E)->isResultDependent())
      return lvalue(cast<GenericSelectionExpr>(E)->getResultExpr());
    break;
  case Stmt::OpaqueValueExprClass: {
    const auto *O = cast<OpaqueValueExpr>(E);
    if (auto It = Opaque.find(O); It != Opaque.end())
      return valuePlace(It->second);
    if (O->getSourceExpr())
      return lvalue(O->getSourceExpr());
    break;
  }
  case Stmt::CXXDefaultArgExprClass:
  case Stmt::CXXDefaultInitExprClass: {
    const DefaultUse Use(*this, E);
    return lvalue(Use.Expression);
  }
  case Stmt::InitListExprClass:
    if (cast<InitListExpr>(E)->getNumInits() == 1 && E->isGLValue())
      return lvalue(cast<InitListExpr>(E)->getInit(0));
    break;
  case Stmt::CompoundLiteralExprClass:
    return valuePlace(rvalue(cast<CompoundLiteralExpr>(E)->getInitializer()));
  case Stmt::StringLiteralClass:
    return valuePlace(constant(E, "string"));
  case Stmt::StmtExprClass:
    return valuePlace(rvalue(E));
  default:
    break;
  }
  if (E->isGLValue() && !E->isTypeDependent())
    return extended(valuePlace(unknown(E)), PathElement::Deref);
  return valuePlace(rvalue(E));
}

} // namespace cotidy
