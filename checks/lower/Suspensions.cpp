//===- Suspensions.cpp - co_await, co_yield and the coroutine's start -----===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

/// Is `await_ready` of this call a function that plainly returns true?
static bool readyAtOnce(const Expr *Ready) {
  const Expr *E = Ready ? Ready->IgnoreImplicit() : nullptr;
  if (!E)
    return false;
  bool Known = false;
  if (!E->isValueDependent() && E->getType()->isBooleanType() &&
      isa<CXXBoolLiteralExpr>(E))
    return cast<CXXBoolLiteralExpr>(E)->getValue();
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *D = Call ? Call->getDirectCallee() : nullptr;
  if (!D)
    return false;
  if (qualifiedName(*D) == "std::suspend_never::await_ready")
    return true;
  const FunctionDecl *Definition = nullptr;
  if (!D->hasBody(Definition))
    return false;
  const auto *Body = dyn_cast<CompoundStmt>(Definition->getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  return R && R->getRetValue() && !R->getRetValue()->isValueDependent() &&
         R->getRetValue()->EvaluateAsBooleanCondition(Known,
                                                      D->getASTContext()) &&
         Known;
}

static std::string recordName(QualType T) {
  if (const CXXRecordDecl *R =
          T.getNonReferenceType().getCanonicalType()->getAsCXXRecordDecl())
    return qualifiedName(*R);
  return {};
}

/// The initial suspension stands at the start; then the body.
void FunctionLowering::coroutine(const CoroutineBodyStmt &S) {
  F.Coroutine = true;
  const Expr *Initial = dyn_cast_or_null<Expr>(S.getInitSuspendStmt());
  if (const auto *Await = Initial
                              ? dyn_cast<CoawaitExpr>(Initial->IgnoreImplicit())
                              : nullptr) {
    Event E;
    E.K = Event::Suspend;
    E.Suspending = SuspendKind::Initial;
    E.NeverSuspends = readyAtOnce(Await->getReadyExpr());
    E.AwaitableRecord = U.text(recordName(Await->getCommonExpr()->getType()));
    E.Loc = F.Loc;
    F.LazyStart = !E.NeverSuspends;
    define(std::move(E));
  }
  statement(S.getBody());
}

/// One call of the awaiter protocol, where a user wrote what is called.
void FunctionLowering::protocolCall(const Expr *E, const Place &On) {
  if (!E)
    return;
  // Symmetric transfer takes the address of the handle that is returned.
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E->IgnoreImplicit()))
    if (const CXXMethodDecl *D = M->getMethodDecl();
        D && D->getIdentifier() && D->getName() == "address" &&
        inSystemHeader(*D))
      E = M->getImplicitObjectArgument();
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreImplicit());
  const FunctionDecl *D = Call ? Call->getDirectCallee() : nullptr;
  if (!D || inSystemHeader(*D))
    return;
  Event Ev;
  Ev.K = Event::Call;
  Ev.Why = Implicit::AwaitProtocol;
  Ev.Loc = at(E);
  callee(Ev, *D);
  Argument A;
  A.From = On;
  A.Val = On.Base == Place::Value ? On.Index : None;
  A.LValue = true;
  A.Loc = Ev.Loc;
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (Method && Method->isInstance()) {
    A.How = Method->isConst() ? Passing::ConstReference : Passing::Reference;
    Ev.Receiver = A;
  } else {
    A.How = Passing::RValueReference;
    Ev.Args.push_back(A);
  }
  define(std::move(Ev));
}

/// operator co_await and await_transform, innermost first.
void FunctionLowering::protocolCallsBelow(const Expr *Common, const Place &On) {
  const Expr *E = Common->IgnoreImplicit();
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return;
  const FunctionDecl *D = Call->getDirectCallee();
  if (!D)
    return;
  const bool Transform =
      D->getIdentifier() && D->getName() == "await_transform";
  if (!Transform && D->getOverloadedOperator() != OO_Coawait)
    return;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call); M && !Transform)
    protocolCallsBelow(M->getImplicitObjectArgument(), On);
  else if (Call->getNumArgs() > 0)
    protocolCallsBelow(Call->getArg(0), On);
  // The promise's own method works on the promise, not on what is awaited.
  protocolCall(Call, Transform ? Place() : On);
}

ValueId FunctionLowering::awaitable(const Expr *Operand) {
  const Expr *E = Operand->IgnoreParens();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    E = M->getSubExpr();
  return E->isGLValue() && !E->isTypeDependent() ? borrow(lvalue(E), E)
                                                 : rvalue(E);
}

ValueId FunctionLowering::await(const CoawaitExpr *E) {
  const Expr *Operand = E->getOperand();
  const ValueId V = awaitable(Operand);
  Place On;
  On.Base = V == None ? Place::Unknown : Place::Value;
  On.Index = V;
  if (V != None && Operand->isGLValue())
    On = pointeeOf(V);
  protocolCallsBelow(E->getCommonExpr(), On);
  protocolCall(E->getReadyExpr(), On);
  protocolCall(E->getSuspendExpr(), On);
  Event Ev;
  Ev.K = Event::Suspend;
  Ev.Suspending = SuspendKind::Await;
  if (V != None)
    Ev.Operands = {V};
  Ev.NeverSuspends = readyAtOnce(E->getReadyExpr());
  Ev.AwaitableRecord = U.text(recordName(Operand->getType()));
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  const ValueId Result = define(std::move(Ev));
  protocolCall(E->getResumeExpr(), On);
  return Result;
}

ValueId FunctionLowering::yield(const CoyieldExpr *E) {
  const Expr *Operand = E->getOperand();
  // The operand is `promise.yield_value(x)`; what is written is x.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Operand->IgnoreImplicit());
      Call && Call->getNumArgs() == 1)
    Operand = Call->getArg(0);
  Event Ev;
  Ev.K = Event::Suspend;
  Ev.Suspending = SuspendKind::Yield;
  const ValueId V = Operand->isGLValue() && !Operand->isTypeDependent()
                        ? load(lvalue(Operand), Operand)
                        : rvalue(Operand);
  if (V != None)
    Ev.Operands = {V};
  Ev.NeverSuspends = readyAtOnce(E->getReadyExpr());
  Ev.ResultType = U.Types.classify(E->getType());
  Ev.Loc = at(E);
  return define(std::move(Ev));
}

} // namespace cotidy
