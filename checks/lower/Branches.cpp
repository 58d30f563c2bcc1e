//===- Branches.cpp - Conditions, loops, switches, handlers -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

/// Branches on \p E, a block for each operand of && and ||. A condition that is
/// a constant decides at once.
void FunctionLowering::condition(const Expr *E, Terminator::Kind K,
                                 uint32_t True, uint32_t False) {
  bool Known = false;
  if (!E->isValueDependent() && !E->getType()->isDependentType() &&
      E->EvaluateAsBooleanCondition(Known, U.Context)) {
    discard(E);
    return jump(Known ? True : False);
  }
  const Expr *Bare = E->IgnoreParens();
  if (const auto *B = dyn_cast<BinaryOperator>(Bare); B && B->isLogicalOp()) {
    const bool And = B->getOpcode() == BO_LAnd;
    const uint32_t Right = newBlock();
    condition(B->getLHS(), And ? Terminator::And : Terminator::Or,
              And ? Right : True, And ? False : Right);
    setBlock(Right);
    return condition(B->getRHS(), K, True, False);
  }
  Terminator T;
  T.K = K;
  T.Condition = rvalue(E);
  T.Loc = at(E);
  T.Succs = {True, False};
  branch(std::move(T));
}

void FunctionLowering::ifStatement(const IfStmt &S) {
  pushScope();
  statement(S.getInit());
  if (const VarDecl *V = S.getConditionVariable())
    declare(*V);
  if (S.isConstexpr() || S.isConsteval()) {
    const Stmt *Taken = nullptr;
    bool Known = S.isConsteval();
    if (Known)
      Taken = S.isNonNegatedConsteval() ? S.getElse() : S.getThen();
    else if (!S.getCond()->isValueDependent())
      if (auto Case = S.getNondiscardedCase(U.Context)) {
        Known = true;
        Taken = *Case;
      }
    if (Known) {
      if (Taken)
        scoped(Taken);
      popScope();
      return;
    }
  }
  const uint32_t Then = newBlock();
  const uint32_t Else = S.getElse() ? newBlock() : None;
  const uint32_t After = newBlock();
  condition(S.getCond(), Terminator::If, Then, Else == None ? After : Else);
  setBlock(Then);
  scoped(S.getThen());
  jump(After);
  if (Else != None) {
    setBlock(Else);
    scoped(S.getElse());
    jump(After);
  }
  setBlock(After);
  popScope();
}

void FunctionLowering::loop(Terminator::Kind K, const VarDecl *Variable,
                            const Expr *Condition, const Stmt *Body,
                            const Expr *Increment) {
  const uint32_t Head = newBlock();
  const uint32_t In = newBlock();
  const uint32_t Next = Increment ? newBlock() : Head;
  const uint32_t After = newBlock();
  jump(Head);
  setBlock(Head);
  pushScope();
  if (Variable)
    declare(*Variable);
  if (Condition)
    condition(Condition, K, In, After);
  else
    jump(In);
  setBlock(In);
  Breaks.push_back({After, Scopes.size()});
  Continues.push_back({Next, Scopes.size()});
  scoped(Body);
  Breaks.pop_back();
  Continues.pop_back();
  jump(Next);
  if (Increment) {
    setBlock(Next);
    discard(Increment);
    jump(Head);
  }
  setBlock(After);
  popScope();
}

void FunctionLowering::doWhile(const DoStmt &S) {
  const uint32_t Body = newBlock();
  const uint32_t Test = newBlock();
  const uint32_t After = newBlock();
  jump(Body);
  setBlock(Body);
  Breaks.push_back({After, Scopes.size()});
  Continues.push_back({Test, Scopes.size()});
  scoped(S.getBody());
  Breaks.pop_back();
  Continues.pop_back();
  jump(Test);
  setBlock(Test);
  condition(S.getCond(), Terminator::DoWhile, Body, After);
  setBlock(After);
}

void FunctionLowering::rangeFor(const CXXForRangeStmt &S) {
  pushScope();
  statement(S.getInit());
  {
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::RangeFor);
    statement(S.getRangeStmt());
    statement(S.getBeginStmt());
    statement(S.getEndStmt());
  }
  const uint32_t Head = newBlock();
  const uint32_t In = newBlock();
  const uint32_t Next = newBlock();
  const uint32_t After = newBlock();
  jump(Head);
  setBlock(Head);
  if (S.getCond()) {
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::RangeFor);
    condition(S.getCond(), Terminator::RangeFor, In, After);
  } else { // an uninstantiated template
    Terminator T;
    T.K = Terminator::RangeFor;
    T.Loc = at(S.getRangeInit());
    T.Succs = {In, After};
    branch(std::move(T));
  }
  setBlock(In);
  pushScope();
  {
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::RangeFor);
    statement(S.getLoopVarStmt());
  }
  Breaks.push_back({After, Scopes.size() - 1});
  Continues.push_back({Next, Scopes.size() - 1});
  scoped(S.getBody());
  Breaks.pop_back();
  Continues.pop_back();
  popScope();
  jump(Next);
  setBlock(Next);
  if (S.getInc()) {
    const llvm::SaveAndRestore<Implicit> Made(Why, Implicit::RangeFor);
    discard(S.getInc());
  }
  jump(Head);
  setBlock(After);
  popScope();
}

void FunctionLowering::switchStatement(const SwitchStmt &S) {
  pushScope();
  statement(S.getInit());
  if (const VarDecl *V = S.getConditionVariable())
    declare(*V);
  Terminator T;
  T.K = Terminator::Switch;
  T.Condition = rvalue(S.getCond());
  T.Loc = at(S.getCond());
  const uint32_t Decision = Current;
  Ended[Decision] = true;
  const uint32_t After = newBlock();
  Switches.emplace_back();
  Breaks.push_back({After, Scopes.size()});
  setBlock(newBlock());
  scoped(S.getBody());
  jump(After);
  Breaks.pop_back();
  T.Succs = Switches.back().Blocks;
  const uint32_t Default = Switches.back().Default;
  if (Default != None)
    T.Succs.push_back(Default);
  else if (!S.isAllEnumCasesCovered())
    T.Succs.push_back(After);
  if (T.Succs.empty())
    T.Succs.push_back(After);
  Switches.pop_back();
  F.Blocks.inMemory()[Decision].End = std::move(T);
  setBlock(After);
  popScope();
}

void FunctionLowering::switchCase(const SwitchCase &S) {
  const uint32_t B = newBlock();
  jump(B);
  setBlock(B);
  if (!Switches.empty()) {
    if (isa<DefaultStmt>(S))
      Switches.back().Default = B;
    else
      Switches.back().Blocks.push_back(B);
  }
  statement(S.getSubStmt());
}

/// A handler is reached from the start of the body and from its end: what
/// throws in between has done some of what is there.
void FunctionLowering::tryStatement(const CXXTryStmt &S) {
  const uint32_t Body = newBlock();
  const uint32_t After = newBlock();
  Terminator Enter;
  Enter.K = Terminator::Try;
  Enter.Loc = at(S.getTryBlock());
  Enter.Succs = {Body};
  for (unsigned I = 0; I < S.getNumHandlers(); ++I)
    Enter.Succs.push_back(newBlock());
  Terminator Exit = Enter;
  Exit.Succs[0] = After;
  branch(Enter);
  setBlock(Body);
  scoped(S.getTryBlock());
  branch(std::move(Exit));
  for (unsigned I = 0; I < S.getNumHandlers(); ++I) {
    setBlock(Enter.Succs[I + 1]);
    pushScope();
    const CXXCatchStmt *Handler = S.getHandler(I);
    if (const VarDecl *V = Handler->getExceptionDecl())
      declare(*V);
    statement(Handler->getHandlerBlock());
    popScope();
    jump(After);
  }
  setBlock(After);
}

} // namespace cotidy
