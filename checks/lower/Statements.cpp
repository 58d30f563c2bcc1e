//===- Statements.cpp - Statements to blocks ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace cotidy {

void FunctionLowering::scoped(const Stmt *S) {
  pushScope();
  statement(S);
  popScope();
}

void FunctionLowering::statement(const Stmt *S) {
  if (!S)
    return;
  if (Ended[Current])
    setBlock(newBlock());
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    pushScope();
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      statement(Child);
    popScope();
    return;
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls()) {
      if (const auto *V = dyn_cast<VarDecl>(D))
        declare(*V);
      else if (const auto *R = dyn_cast<RecordDecl>(D))
        U.localClass(*R, F.Name);
    }
    return;
  case Stmt::IfStmtClass:
    return ifStatement(*cast<IfStmt>(S));
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    return loop(Terminator::While, W->getConditionVariable(), W->getCond(),
                W->getBody(), nullptr);
  }
  case Stmt::ForStmtClass: {
    const auto *L = cast<ForStmt>(S);
    pushScope();
    statement(L->getInit());
    loop(Terminator::For, L->getConditionVariable(), L->getCond(), L->getBody(),
         L->getInc());
    popScope();
    return;
  }
  case Stmt::DoStmtClass:
    return doWhile(*cast<DoStmt>(S));
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(*cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchStatement(*cast<SwitchStmt>(S));
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return switchCase(*cast<SwitchCase>(S));
  case Stmt::CXXTryStmtClass:
    return tryStatement(*cast<CXXTryStmt>(S));
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass: {
    const std::vector<JumpTarget> &Targets =
        isa<BreakStmt>(S) ? Breaks : Continues;
    if (Targets.empty())
      return;
    endScopesTo(Targets.back().Depth);
    jump(Targets.back().Block);
    return;
  }
  case Stmt::ReturnStmtClass: {
    const Expr *Value = cast<clang::ReturnStmt>(S)->getRetValue();
    return returnStatement(Value, S, Value && Value->isGLValue());
  }
  case Stmt::CoreturnStmtClass:
    return returnStatement(cast<CoreturnStmt>(S)->getOperand(), S, false);
  case Stmt::LabelStmtClass: {
    const auto *L = cast<LabelStmt>(S);
    auto [It, New] = Labels.try_emplace(L->getDecl(), 0);
    if (New)
      It->second = newBlock();
    const uint32_t Target = It->second;
    jump(Target);
    setBlock(Target);
    return statement(L->getSubStmt());
  }
  case Stmt::GotoStmtClass: {
    auto [It, New] = Labels.try_emplace(cast<GotoStmt>(S)->getLabel(), 0);
    if (New)
      It->second = newBlock();
    return jump(It->second);
  }
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CoroutineBodyStmtClass:
    return statement(cast<CoroutineBodyStmt>(S)->getBody());
  default:
    if (const auto *E = dyn_cast<Expr>(S))
      return discard(E);
    for (const Stmt *Child : S->children())
      statement(Child);
  }
}

void FunctionLowering::declare(const VarDecl &D, const BindingDecl *HolderOf) {
  const Location Loc = U.Locations.at(D.getLocation());
  if (D.hasGlobalStorage()) {
    if (D.isStaticLocal() && D.getInit()) {
      Place Target;
      Target.Base = Place::Global;
      Target.Index = U.global(D);
      initialise(Target, D.getType(), D.getInit(), Loc);
    }
    return;
  }
  Place Where;
  Where.Base = Place::Local;
  Where.Index =
      newLocal(HolderOf ? HolderOf->getNameAsString()
               : D.isImplicit() || !D.getIdentifier() ? std::string()
                                                      : D.getNameAsString(),
               D.getType(), D.getLocation());
  const Place Whole = Where;
  if (D.getType()->isReferenceType())
    Where.Path.push_back({PathElement::Deref, ""});
  Variables[&D] = std::move(Where);
  if (D.getInit())
    initialise(Whole, D.getType(), D.getInit(), Loc);
  destroyAtScopeEnd(Whole, D.getType(), Loc, /*IsLocal=*/true);
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(&D)) {
    const llvm::SaveAndRestore<Implicit> Made(
        Why, D.isCXXForRangeDecl() ? Implicit::RangeFor : Why);
    for (const BindingDecl *B : Bindings->bindings())
      if (const VarDecl *Holder = B->getHoldingVar())
        declare(*Holder, B);
  }
}

/// \p Init without what only says that its value becomes the object itself.
static const Expr *initialiserOf(const Expr *Init) {
  while (true) {
    Init = Init->IgnoreParens();
    if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Init))
      Init = B->getSubExpr();
    else if (const auto *C = dyn_cast<ConstantExpr>(Init))
      Init = C->getSubExpr();
    else if (const auto *L = dyn_cast<InitListExpr>(Init);
             L && L->isTransparent() && L->getNumInits() == 1)
      Init = L->getInit(0);
    else
      return Init;
  }
}

void FunctionLowering::initialise(const Place &Target, QualType T,
                                  const Expr *Init, Location L) {
  Temporaries.emplace_back();
  if (const auto *Full = dyn_cast<ExprWithCleanups>(Init))
    Init = Full->getSubExpr();
  ValueId V = None;
  bool Store = true;
  if (T->isReferenceType()) {
    V = borrow(lvalue(Init), Init);
  } else {
    Init = initialiserOf(Init);
    if (const auto *C = dyn_cast<CXXConstructExpr>(Init)) {
      // A scalar or class without an initialiser holds nothing yet.
      Store = C->getNumArgs() != 0 || C->requiresZeroInitialization() ||
              !C->getConstructor()->isTrivial();
      if (Store)
        V = construct(C, &Target);
    } else {
      V = rvalue(Init);
    }
  }
  if (Store) {
    Event E;
    E.K = Event::Store;
    E.Storing = StoreKind::Init;
    E.Target = Target;
    E.Loc = L;
    if (V != None)
      E.Operands = {V};
    emit(std::move(E));
  }
  const std::vector<Cleanup> Ended = std::move(Temporaries.back());
  Temporaries.pop_back();
  runCleanups(Ended);
}

void FunctionLowering::returnStatement(const Expr *Value, const Stmt *S,
                                       bool ByReference) {
  Event E;
  E.K = Event::Return;
  E.Loc = at(S);
  Temporaries.emplace_back();
  if (Value) {
    if (const auto *Full = dyn_cast<ExprWithCleanups>(Value))
      Value = Full->getSubExpr();
    if (ByReference) {
      E.Operands = {borrow(lvalue(Value), Value)};
    } else if (Value->getType()->isVoidType()) {
      discard(Value);
    } else {
      const Expr *Result = initialiserOf(Value);
      E.Operands = {rvalue(Result)};
    }
  }
  emit(std::move(E));
  runCleanups(Temporaries.back());
  Temporaries.pop_back();
  endScopesTo(0);
  leave();
}

} // namespace cotidy
