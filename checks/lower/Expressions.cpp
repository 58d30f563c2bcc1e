//===- Expressions.cpp - Expressions to events ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace cotidy {

static Place extended(Place P, PathElement::Kind K, std::string Name = {}) {
  // An element of what a pointer points to is what another pointer into the
  // same array points to; recursive structures are cut off.
  constexpr size_t Deepest = 12;
  if (K == PathElement::Element && !P.Path.empty() &&
      P.Path.back().K == PathElement::Deref)
    return P;
  if (P.Path.size() < Deepest)
    P.Path.push_back({K, std::move(Name)});
  return P;
}

static Place valuePlace(ValueId V) {
  Place P;
  P.Base = Place::Value;
  P.Index = V;
  return P;
}

ValueId FunctionLowering::load(Place P, const Expr *E) {
  if (P.Base == Place::Value && P.Path.empty())
    return P.Index;
  Event Ev;
  Ev.K = Event::Load;
  Ev.Target = std::move(P);
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

ValueId FunctionLowering::borrow(Place P, const Expr *E) {
  // A reference to what a value refers to is that value.
  if (P.Base == Place::Value &&
      (P.Path.empty() ||
       (P.Path.size() == 1 && P.Path[0].K == PathElement::Deref)))
    return P.Index;
  Event Ev;
  Ev.K = Event::Borrow;
  Ev.Target = std::move(P);
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

ValueId FunctionLowering::constant(const Expr *E, std::string Text) {
  Event Ev;
  Ev.K = Event::Constant;
  Ev.Text = std::move(Text);
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

ValueId FunctionLowering::op(std::string Text, std::vector<ValueId> Operands,
                             const Expr *E) {
  Event Ev;
  Ev.K = Event::Op;
  Ev.Text = std::move(Text);
  Ev.Operands = std::move(Operands);
  llvm::erase(Ev.Operands, None);
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

void FunctionLowering::store(Place P, ValueId V, StoreKind K, const Expr *E) {
  Event Ev;
  Ev.K = Event::Store;
  Ev.Storing = K;
  Ev.Target = std::move(P);
  if (V != None)
    Ev.Operands = {V};
  Ev.Loc = at(E);
  emit(std::move(Ev));
}

void FunctionLowering::discard(const Expr *E) {
  if (const auto *Full = dyn_cast<ExprWithCleanups>(E)) {
    Temporaries.emplace_back();
    discard(Full->getSubExpr());
    const std::vector<Cleanup> Ended = std::move(Temporaries.back());
    Temporaries.pop_back();
    runCleanups(Ended);
    return;
  }
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<CastExpr>(E); C && C->getCastKind() == CK_ToVoid)
    return discard(C->getSubExpr());
  if (E->isGLValue())
    lvalue(E);
  else
    rvalue(E);
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
                      B->getNameAsString());
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

Place FunctionLowering::member(const MemberExpr *E) {
  const ValueDecl *D = E->getMemberDecl();
  if (!isa<FieldDecl>(D)) { // a static member, an enumerator, a method's name
    if (!isa<CXXMethodDecl>(D))
      discard(E->getBase());
    return variable(D, E);
  }
  Place Object = E->isArrow() ? pointee(E->getBase()) : lvalue(E->getBase());
  // The members of an unnamed struct or union are those of the class around.
  if (D->getDeclName())
    Object =
        extended(std::move(Object), PathElement::Field, D->getNameAsString());
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

/// ++ and --, before and after: \p Old receives the value before.
Place FunctionLowering::increment(const UnaryOperator *E, ValueId *Old) {
  const Place P = lvalue(E->getSubExpr());
  Event Ev;
  Ev.K = Event::Load;
  Ev.Target = P;
  Ev.ForUpdate = true;
  Ev.Loc = at(E->getSubExpr());
  const ValueId Before = define(std::move(Ev));
  const ValueId After = op(E->isIncrementOp() ? "++" : "--", {Before}, E);
  store(P, After, StoreKind::Increment, E);
  if (Old)
    *Old = Before;
  return P;
}

/// Assignment: C++17 sequences the right operand before the left.
Place FunctionLowering::binaryLValue(const BinaryOperator *E) {
  switch (E->getOpcode()) {
  case BO_Comma:
    discard(E->getLHS());
    return lvalue(E->getRHS());
  case BO_PtrMemD: {
    const Place P = lvalue(E->getLHS());
    rvalue(E->getRHS());
    return extended(P, PathElement::Element);
  }
  case BO_PtrMemI: {
    const Place P = pointee(E->getLHS());
    rvalue(E->getRHS());
    return extended(P, PathElement::Element);
  }
  default:
    break;
  }
  if (!E->isAssignmentOp()) // dependent operands
    return valuePlace(binary(E));
  const Expr *Right = E->getRHS();
  const ValueId V = rvalue(Right);
  const Place P = lvalue(E->getLHS());
  if (E->isCompoundAssignmentOp()) {
    Event Ev;
    Ev.K = Event::Load;
    Ev.Target = P;
    Ev.ForUpdate = true;
    Ev.Loc = at(E->getLHS());
    const ValueId Before = define(std::move(Ev));
    const ValueId After =
        op(BinaryOperator::getOpcodeStr(
               BinaryOperator::getOpForCompoundAssignment(E->getOpcode()))
               .str(),
           {Before, V}, E);
    store(P, After, StoreKind::Compound, E);
  } else {
    store(P, V, StoreKind::Assign, E);
  }
  return P;
}

ValueId FunctionLowering::binary(const BinaryOperator *E) {
  if (E->isLogicalOp())
    return logical(E);
  if (E->isAssignmentOp() || E->getOpcode() == BO_PtrMemD ||
      E->getOpcode() == BO_PtrMemI)
    return load(binaryLValue(E), E);
  if (E->getOpcode() == BO_Comma) {
    discard(E->getLHS());
    return rvalue(E->getRHS());
  }
  const ValueId L = rvalue(E->getLHS());
  const ValueId R = rvalue(E->getRHS());
  return op(E->getOpcodeStr().str(), {L, R}, E);
}

ValueId FunctionLowering::logical(const BinaryOperator *E) {
  const bool And = E->getOpcode() == BO_LAnd;
  const uint32_t Right = newBlock();
  const uint32_t After = newBlock();
  const ValueId L = rvalue(E->getLHS());
  Terminator T;
  T.K = And ? Terminator::And : Terminator::Or;
  T.Condition = L;
  T.Loc = at(E->getLHS());
  T.Succs = {And ? Right : After, And ? After : Right};
  branch(std::move(T));
  setBlock(Right);
  const ValueId R = rvalue(E->getRHS());
  jump(After);
  setBlock(After);
  return op(And ? "&&" : "||", {L, R}, E);
}

/// The value of ?: comes from either arm; of two lvalues it is a reference.
ValueId FunctionLowering::conditional(const AbstractConditionalOperator *E) {
  const uint32_t True = newBlock();
  const uint32_t False = newBlock();
  const uint32_t After = newBlock();
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E))
    Opaque[B->getOpaqueValue()] = rvalue(B->getCommon());
  condition(E->getCond(), Terminator::Conditional, True, False);
  auto Arm = [&](const Expr *A) {
    if (A->getType()->isVoidType()) {
      discard(A);
      return ValueId(None);
    }
    return E->isGLValue() && A->isGLValue() ? borrow(lvalue(A), A) : rvalue(A);
  };
  setBlock(True);
  const ValueId L = Arm(E->getTrueExpr());
  jump(After);
  setBlock(False);
  const ValueId R = Arm(E->getFalseExpr());
  jump(After);
  setBlock(After);
  return op("?:", {L, R}, E);
}

ValueId FunctionLowering::cast(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    return load(lvalue(Sub), E);
  case CK_ToVoid:
    discard(Sub);
    return constant(E, "void");
  case CK_ArrayToPointerDecay:
    return borrow(pointee(E), E);
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return load(lvalue(Sub), E);
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return constant(E, "nullptr");
  case CK_UserDefinedConversion: {
    // A captureless lambda becomes a function pointer; it is the same function.
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(Sub->IgnoreImplicit()))
      if (const CXXRecordDecl *R = M->getRecordDecl(); R && R->isLambda())
        return rvalue(M->getImplicitObjectArgument());
    const llvm::SaveAndRestore<Implicit> Made(
        Why, Why == Implicit::No ? Implicit::Conversion : Why);
    return rvalue(Sub);
  }
  default:
    return rvalue(Sub);
  }
}

ValueId FunctionLowering::newExpression(const CXXNewExpr *E) {
  std::vector<ValueId> Operands;
  for (const Expr *P : E->placement_arguments())
    Operands.push_back(rvalue(P));
  if (auto Size = E->getArraySize(); Size && *Size)
    Operands.push_back(rvalue(*Size));
  if (const Expr *Init = E->getInitializer())
    Operands.push_back(rvalue(Init));
  else if (const CXXConstructExpr *C = E->getConstructExpr())
    Operands.push_back(rvalue(C));
  return op("new", std::move(Operands), E);
}

ValueId FunctionLowering::deleteExpression(const CXXDeleteExpr *E) {
  const ValueId V = rvalue(E->getArgument());
  const QualType Destroyed = E->getDestroyedType(); // null where dependent
  if (const CXXRecordDecl *R =
          Destroyed.isNull() ? nullptr : Destroyed->getAsCXXRecordDecl())
    if (const CXXRecordDecl *Definition = R->getDefinition();
        Definition && !Definition->isDependentContext() &&
        !Definition->hasTrivialDestructor() && Definition->getDestructor() &&
        !inSystemHeader(*Definition))
      destroy(pointeeOf(V), *Definition->getDestructor(), at(E));
  return op("delete", {V}, E);
}

ValueId FunctionLowering::closure(const LambdaExpr *E) {
  Event Ev;
  Ev.K = Event::Closure;
  Ev.Loc = U.Locations.at(E->getBeginLoc());
  Ev.CalleeName = "lambda";
  Ev.Callee = U.name(*E->getCallOperator());
  const CXXRecordDecl *Closure = E->getLambdaClass();
  auto Field = Closure->field_begin();
  auto Init = E->capture_init_begin();
  for (const LambdaCapture &C : E->captures()) {
    Argument A;
    A.Loc = U.Locations.at(C.getLocation());
    if (const Expr *I = Init != E->capture_init_end() ? *Init : nullptr) {
      if (C.capturesThis()) {
        A.From = ThisObject;
        A.LValue = true;
        A.How = C.getCaptureKind() == LCK_This ? Passing::Reference
                                               : Passing::Value;
        A.Val = C.getCaptureKind() == LCK_This ? borrow(ThisObject, I)
                                               : load(ThisObject, I);
      } else if (Field != Closure->field_end()) {
        const Location Loc = A.Loc;
        A = argument(I, Field->getType());
        A.Loc = Loc;
      } else {
        A.Val = I->isGLValue() ? load(lvalue(I), I) : rvalue(I);
      }
    }
    Ev.Args.push_back(std::move(A));
    if (Init != E->capture_init_end())
      ++Init;
    if (Field != Closure->field_end())
      ++Field;
  }
  U.lambda(*Closure, F.Name);
  return define(std::move(Ev));
}

/// What lowering has no rule for: computed from all its operands.
ValueId FunctionLowering::unknown(const Expr *E) {
  std::vector<ValueId> Operands;
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      Operands.push_back(Sub->isGLValue() ? load(lvalue(Sub), Sub)
                                          : rvalue(Sub));
  return op("unknown", std::move(Operands), E);
}

/// A full expression inside another one (a default argument, a statement
/// expression's last): its temporaries end with it.
ValueId FunctionLowering::fullExpression(const Expr *E, bool AsPlace,
                                         Place *Out) {
  Temporaries.emplace_back();
  ValueId V = None;
  if (AsPlace)
    *Out = lvalue(E);
  else
    V = rvalue(E);
  const std::vector<Cleanup> Ended = std::move(Temporaries.back());
  Temporaries.pop_back();
  runCleanups(Ended);
  return V;
}

Place FunctionLowering::materialised(const MaterializeTemporaryExpr *E) {
  const Expr *Sub = E->getSubExpr();
  const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Sub->IgnoreParens());
  if (Bound && E->getStorageDuration() == SD_Automatic) {
    const ValueId V = rvalue(Bound->getSubExpr());
    destroyAtScopeEnd(valuePlace(V), E->getType(), at(E), /*IsLocal=*/false);
    return valuePlace(V);
  }
  return valuePlace(rvalue(Sub));
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
                    M->getMember().getAsString());
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
  case Stmt::CXXDefaultArgExprClass: {
    const auto *Default = cast<CXXDefaultArgExpr>(E);
    const llvm::SaveAndRestore<Location> Caller(
        Here,
        Here.isValid() ? Here : U.Locations.at(Default->getUsedLocation()));
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::DefaultArgument);
    return lvalue(Default->getExpr());
  }
  case Stmt::CXXDefaultInitExprClass:
    return lvalue(cast<CXXDefaultInitExpr>(E)->getExpr());
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

ValueId FunctionLowering::rvalue(const Expr *E) {
  E = E->IgnoreParens();
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass:
    return constant(
        E, llvm::toString(cast<IntegerLiteral>(E)->getValue(), 10, false));
  case Stmt::CXXBoolLiteralExprClass:
    return constant(E,
                    cast<CXXBoolLiteralExpr>(E)->getValue() ? "true" : "false");
  case Stmt::CharacterLiteralClass:
    return constant(E, "character");
  case Stmt::FloatingLiteralClass:
    return constant(E, "floating");
  case Stmt::StringLiteralClass:
    return constant(E, "string");
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return constant(E, "nullptr");
  case Stmt::ImplicitValueInitExprClass:
  case Stmt::CXXScalarValueInitExprClass:
    return constant(E, "{}");
  // Operands that are not evaluated.
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::SourceLocExprClass:
  case Stmt::PredefinedExprClass:
  case Stmt::UnresolvedLookupExprClass:
  case Stmt::DependentScopeDeclRefExprClass:
  case Stmt::CXXPseudoDestructorExprClass:
    return constant(E, "constant");
  case Stmt::CXXThisExprClass:
    return borrow(ThisObject, E);
  case Stmt::UnaryOperatorClass: {
    const auto *O = cast<UnaryOperator>(E);
    if (O->isIncrementDecrementOp()) {
      if (O->isPostfix()) {
        ValueId Old = None;
        increment(O, &Old);
        return Old;
      }
      return load(increment(O, nullptr), E);
    }
    if (O->getOpcode() == UO_AddrOf) {
      if (O->getSubExpr()->isGLValue())
        return borrow(lvalue(O->getSubExpr()), E);
      return rvalue(O->getSubExpr());
    }
    if (O->getOpcode() == UO_Deref)
      return load(pointee(O->getSubExpr()), E);
    if (O->getOpcode() == UO_Coawait) // in an uninstantiated template
      return unknown(E);
    return op(UnaryOperator::getOpcodeStr(O->getOpcode()).str(),
              {rvalue(O->getSubExpr())}, E);
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(cast<BinaryOperator>(E));
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return rvalue(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm());
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass: {
    const ValueId V = conditional(cast<AbstractConditionalOperator>(E));
    return E->isGLValue() ? load(extended(valuePlace(V), PathElement::Deref), E)
                          : V;
  }
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    if (E->isGLValue() && !E->isTypeDependent())
      return load(lvalue(E), E);
    else {
      Place P;
      const ValueId V = call(cast<CallExpr>(E), &P);
      return P.Base == Place::Unknown ? V : load(P, E);
    }
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(cast<CXXConstructExpr>(E), nullptr);
  case Stmt::ImplicitCastExprClass:
  case Stmt::CXXStaticCastExprClass:
  case Stmt::CXXConstCastExprClass:
  case Stmt::CXXDynamicCastExprClass:
  case Stmt::CXXReinterpretCastExprClass:
  case Stmt::CXXFunctionalCastExprClass:
  case Stmt::CStyleCastExprClass:
  case Stmt::BuiltinBitCastExprClass:
    if (E->isGLValue() && !E->isTypeDependent())
      return load(lvalue(E), E);
    return cast(cast<CastExpr>(E));
  case Stmt::MaterializeTemporaryExprClass:
    return load(materialised(cast<MaterializeTemporaryExpr>(E)), E);
  case Stmt::ExprWithCleanupsClass:
    return fullExpression(cast<ExprWithCleanups>(E)->getSubExpr(), false,
                          nullptr);
  case Stmt::CXXBindTemporaryExprClass: {
    const auto *B = cast<CXXBindTemporaryExpr>(E);
    const ValueId V = rvalue(B->getSubExpr());
    const CXXDestructorDecl *D =
        const_cast<CXXDestructorDecl *>(B->getTemporary()->getDestructor());
    if (D && !Temporaries.empty() && !inSystemHeader(*D->getParent()))
      Temporaries.back().push_back({valuePlace(V), D, false, at(E)});
    return V;
  }
  case Stmt::LambdaExprClass:
    return closure(cast<LambdaExpr>(E));
  case Stmt::CoawaitExprClass:
    return await(cast<CoawaitExpr>(E));
  case Stmt::CoyieldExprClass:
    return yield(cast<CoyieldExpr>(E));
  case Stmt::DependentCoawaitExprClass: {
    Event Ev;
    Ev.K = Event::Suspend;
    Ev.Operands = {awaitable(cast<DependentCoawaitExpr>(E)->getOperand())};
    Ev.Loc = at(E);
    return define(std::move(Ev));
  }
  case Stmt::InitListExprClass: {
    const auto *L = cast<InitListExpr>(E);
    if (const InitListExpr *Semantic = L->getSemanticForm())
      L = Semantic;
    if (L->getNumInits() == 1 && L->isTransparent())
      return rvalue(L->getInit(0));
    std::vector<ValueId> Parts;
    for (const Expr *I : L->inits())
      if (I && !isa<ImplicitValueInitExpr>(I))
        Parts.push_back(I->isGLValue() ? borrow(lvalue(I), I) : rvalue(I));
    if (Parts.empty())
      return constant(E, "{}");
    return op("aggregate", std::move(Parts), E);
  }
  case Stmt::CXXParenListInitExprClass: {
    std::vector<ValueId> Parts;
    for (const Expr *I : cast<CXXParenListInitExpr>(E)->getInitExprs())
      Parts.push_back(I->isGLValue() ? borrow(lvalue(I), I) : rvalue(I));
    return op("aggregate", std::move(Parts), E);
  }
  case Stmt::CXXStdInitializerListExprClass:
    return rvalue(cast<CXXStdInitializerListExpr>(E)->getSubExpr());
  case Stmt::CXXDefaultArgExprClass: {
    const auto *Default = cast<CXXDefaultArgExpr>(E);
    const llvm::SaveAndRestore<Location> Caller(
        Here,
        Here.isValid() ? Here : U.Locations.at(Default->getUsedLocation()));
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::DefaultArgument);
    return rvalue(Default->getExpr());
  }
  case Stmt::CXXDefaultInitExprClass: {
    const auto *Default = cast<CXXDefaultInitExpr>(E);
    const llvm::SaveAndRestore<Location> Caller(
        Here,
        Here.isValid() ? Here : U.Locations.at(Default->getUsedLocation()));
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::DefaultArgument);
    return rvalue(Default->getExpr());
  }
  case Stmt::CXXThrowExprClass: {
    Event Ev;
    Ev.K = Event::Throw;
    Ev.Loc = at(E);
    if (const Expr *Sub = cast<CXXThrowExpr>(E)->getSubExpr())
      Ev.Operands = {rvalue(Sub)};
    emit(std::move(Ev));
    endScopesTo(0);
    leave();
    return None;
  }
  case Stmt::CXXNewExprClass:
    return newExpression(cast<CXXNewExpr>(E));
  case Stmt::CXXDeleteExprClass:
    return deleteExpression(cast<CXXDeleteExpr>(E));
  case Stmt::ConstantExprClass:
    return rvalue(cast<ConstantExpr>(E)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return rvalue(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::GenericSelectionExprClass:
    if (cast<GenericSelectionExpr>(E)->isResultDependent())
      return unknown(E);
    return rvalue(cast<GenericSelectionExpr>(E)->getResultExpr());
  case Stmt::OpaqueValueExprClass: {
    const auto *O = cast<OpaqueValueExpr>(E);
    if (auto It = Opaque.find(O); It != Opaque.end())
      return It->second;
    if (O->getSourceExpr())
      return rvalue(O->getSourceExpr());
    return constant(E, "opaque");
  }
  case Stmt::StmtExprClass: {
    const CompoundStmt *Body = cast<StmtExpr>(E)->getSubStmt();
    pushScope();
    ValueId V = None;
    for (const Stmt *S : Body->body()) {
      const auto *Last = S == Body->body_back() ? dyn_cast<Expr>(S) : nullptr;
      if (Last && !Last->getType()->isVoidType())
        V = Last->isGLValue() ? load(lvalue(Last), Last) : rvalue(Last);
      else
        statement(S);
    }
    popScope();
    return V == None ? constant(E, "void") : V;
  }
  case Stmt::DeclRefExprClass:
  case Stmt::MemberExprClass:
  case Stmt::ArraySubscriptExprClass:
  case Stmt::CXXDependentScopeMemberExprClass:
    return load(lvalue(E), E);
  default:
    return unknown(E);
  }
}

} // namespace cotidy
