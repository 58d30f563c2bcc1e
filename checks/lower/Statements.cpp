//===- Statements.cpp - Statements to blocks ------------------------------===//
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
    F.Params.push_back({P->getNameAsString(), U.Types.classify(P->getType()),
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
      Made.Name = V->getNameAsString();
      Made.Loc.Length = Made.Name.size();
      Made.Ty = U.Types.classify(V->getType());
      Made.ByReference = C.getCaptureKind() == LCK_ByRef;
      const bool InitReference =
          V->isInitCapture() && V->getType()->isReferenceType();
      if (Made.ByReference || InitReference)
        Where.Path.push_back({PathElement::Deref, ""});
      Variables[V] = std::move(Where);
    }
    F.Captures.push_back(std::move(Made));
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
      Target.Path.push_back({PathElement::Field, Field->getNameAsString()});
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
    Member.Path.push_back({PathElement::Field, Field->getNameAsString()});
    Members.push_back({Member, R->getDestructor(), false, Loc});
  }
  runCleanups(Members);
}

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

void FunctionLowering::declare(const VarDecl &D) {
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
      newLocal(D.isImplicit() || !D.getIdentifier() ? std::string()
                                                    : D.getNameAsString(),
               D.getType(), D.getLocation());
  const Place Whole = Where;
  if (D.getType()->isReferenceType())
    Where.Path.push_back({PathElement::Deref, ""});
  Variables[&D] = std::move(Where);
  if (D.getInit())
    initialise(Whole, D.getType(), D.getInit(), Loc);
  destroyAtScopeEnd(Whole, D.getType(), Loc, /*IsLocal=*/true);
  if (const auto *Bindings = dyn_cast<DecompositionDecl>(&D))
    for (const BindingDecl *B : Bindings->bindings())
      if (const VarDecl *Holder = B->getHoldingVar())
        declare(*Holder);
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
  F.Blocks[Decision].End = std::move(T);
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
