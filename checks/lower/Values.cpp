//===- Values.cpp - What an expression computes -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/Places.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace cotidy {

ValueId FunctionLowering::load(Place P, const Expr *E, bool Moves) {
  if (P.Base == Place::Value && P.Path.empty())
    return P.Index;
  Event Ev;
  Ev.K = Event::Load;
  Ev.Target = std::move(P);
  Ev.Moves = Moves;
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

bool FunctionLowering::movesFrom(const Expr *From) {
  const CXXRecordDecl *Class = From->getType()->getAsCXXRecordDecl();
  return From->isXValue() && Class && Class->hasDefinition() &&
         Class->hasNonTrivialMoveConstructor();
}

/// The value that a copy of \p From has; a move takes it away from there.
ValueId FunctionLowering::copyOrMove(const Expr *From, const Expr *At) {
  if (!From->isGLValue())
    return rvalue(From);
  return load(lvalue(From), At, movesFrom(From));
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

ValueId FunctionLowering::constant(const Expr *E, StringRef Text) {
  Event Ev;
  Ev.K = Event::Constant;
  Ev.Text = U.text(Text);
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

ValueId FunctionLowering::op(StringRef Text, std::vector<ValueId> Operands,
                             const Expr *E) {
  Event Ev;
  Ev.K = Event::Op;
  Ev.Text = U.text(Text);
  Ev.Operands = std::move(Operands);
  llvm::erase(Ev.Operands, None);
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.ResultType.Reference |= E->isGLValue();
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

void FunctionLowering::store(Place P, ValueId V, StoreKind K, const Expr *E,
                             const Type *Atomic) {
  Event Ev;
  Ev.K = Event::Store;
  Ev.Storing = K;
  Ev.Target = std::move(P);
  if (V != None)
    Ev.Operands = {V};
  if (Atomic)
    Ev.ResultType = *Atomic;
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
  const auto *Init = E->capture_init_begin();
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
  case Stmt::CXXDefaultArgExprClass:
  case Stmt::CXXDefaultInitExprClass: {
    const DefaultUse Use(*this, E);
    return rvalue(Use.Expression);
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
