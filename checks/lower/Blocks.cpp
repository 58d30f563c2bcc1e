//===- Blocks.cpp - Blocks, events and scopes -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lower/FunctionLowering.h"
#include "lower/Places.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace cotidy {

uint32_t FunctionLowering::newBlock() {
  F.Blocks.inMemory().emplace_back();
  Ended.push_back(false);
  return F.Blocks.size() - 1;
}

/// Ends the current block unless something ended it already.
void FunctionLowering::branch(Terminator T) {
  if (Ended[Current])
    return;
  F.Blocks.inMemory()[Current].End = std::move(T);
  Ended[Current] = true;
}

void FunctionLowering::jump(uint32_t To) {
  Terminator T;
  T.Succs = {To};
  branch(std::move(T));
}

/// Leaves the function; what follows in the text is in a block of its own,
/// which prune() removes unless something jumps there.
void FunctionLowering::leave() {
  branch({});
  setBlock(newBlock());
}

Event &FunctionLowering::emit(Event E) {
  if (Here.isValid())
    E.Loc = Here;
  if (E.Why == Implicit::No)
    E.Why = Why;
  std::vector<Event> &Events = F.Blocks.inMemory()[Current].Events;
  Events.push_back(std::move(E));
  return Events.back();
}

/// Remembers the temporaries that what a task is made of refers to.
void FunctionLowering::noteTemporaries(const Event &Call) {
  auto Note = [&](const Place &P) {
    if (P.Base == Place::Value && P.isWhole())
      GivenToTasks.insert(P.Index);
  };
  if (Call.Receiver)
    Note(Call.Receiver->From);
  for (const Argument &A : Call.Args) {
    Note(A.From);
    Note(valuePlace(A.Val));
    // A view is made of a temporary by a conversion or a constructor.
    for (const Event &E : llvm::reverse(F.Blocks[Current].Events)) {
      if (E.Result != A.Val || A.Val == None)
        continue;
      if (E.K == Event::Load)
        Note(E.Target);
      else if (E.K == Event::Call)
        for (const Argument &Inner : E.Args)
          if (!Inner.Default)
            Note(Inner.From);
      break;
    }
  }
}

ValueId FunctionLowering::define(Event E) {
  E.Result = F.NumValues++;
  if (E.K == Event::Call && E.ResultType.Coroutine)
    noteTemporaries(E);
  const ValueId V = E.Result;
  emit(std::move(E));
  return V;
}

Location FunctionLowering::at(const Stmt *S) {
  return S ? U.Locations.of(S->getSourceRange()) : Location();
}

uint32_t FunctionLowering::newLocal(StringRef Name, QualType T,
                                    SourceLocation L) {
  Location Loc = U.Locations.at(L);
  Loc.Length = Name.size();
  F.Locals.push_back({U.text(Name), U.Types.classify(T), Loc});
  return F.Locals.size() - 1;
}

/// The destructor that ends an object of type \p T, if it does anything that
/// a user wrote.
static const CXXDestructorDecl *destructorOf(QualType T) {
  const CXXRecordDecl *R = T.isNull() ? nullptr
                                      : T.getCanonicalType()
                                            ->getBaseElementTypeUnsafe()
                                            ->getAsCXXRecordDecl();
  if (!R || !(R = R->getDefinition()) || R->isDependentContext() ||
      R->hasTrivialDestructor() || inSystemHeader(*R))
    return nullptr;
  return R->getDestructor();
}

void FunctionLowering::destroyAtScopeEnd(const Place &P, QualType T, Location L,
                                         bool IsLocal) {
  if (Scopes.empty())
    return;
  const CXXDestructorDecl *D = T->isReferenceType() ? nullptr : destructorOf(T);
  if (D || IsLocal)
    Scopes.back().push_back({P, D, IsLocal, L});
}

/// Calls a destructor; of one that is implicit only what its members do.
void FunctionLowering::destroy(const Place &P, const CXXDestructorDecl &D,
                               Location L) {
  if (D.isUserProvided()) {
    Event E;
    E.K = Event::Call;
    E.Why = Implicit::Destructor;
    E.Loc = L;
    callee(E, D);
    Argument Receiver;
    Receiver.How = Passing::Reference;
    Receiver.From = P;
    Receiver.LValue = true;
    Receiver.Loc = L;
    E.Receiver = std::move(Receiver);
    emit(std::move(E));
    return;
  }
  const llvm::SmallVector<const FieldDecl *> Fields(D.getParent()->fields());
  for (const FieldDecl *Field : llvm::reverse(Fields))
    if (const CXXDestructorDecl *Inner = destructorOf(Field->getType())) {
      Place Member = P;
      Member.Path.push_back(
          {PathElement::Field, U.text(Field->getNameAsString())});
      destroy(Member, *Inner, L);
    }
  for (const CXXBaseSpecifier &B : D.getParent()->bases())
    if (const CXXDestructorDecl *Inner = destructorOf(B.getType()))
      destroy(P, *Inner, L);
}

void FunctionLowering::runCleanups(const std::vector<Cleanup> &Cleanups) {
  for (const Cleanup &C : llvm::reverse(Cleanups)) {
    if (C.Destructor)
      destroy(C.Object, *C.Destructor, C.Loc);
    if (C.IsLocal && (C.Object.Base == Place::Local ||
                      GivenToTasks.contains(C.Object.Index))) {
      Event E;
      E.K = Event::ScopeEnd;
      E.Target = C.Object;
      E.Loc = C.Loc;
      emit(std::move(E));
    }
  }
}

void FunctionLowering::popScope() {
  if (!Ended[Current])
    runCleanups(Scopes.back());
  Scopes.pop_back();
}

/// Ends the scopes above \p Depth without closing them: a jump leaves them.
void FunctionLowering::endScopesTo(size_t Depth) {
  for (size_t I = Scopes.size(); I > Depth; --I)
    runCleanups(Scopes[I - 1]);
}

/// Drops the blocks that nothing reaches and numbers the rest in the order of
/// a walk from the entry; drops operands whose value went with a block.
void FunctionLowering::prune() {
  std::vector<uint32_t> Number(F.Blocks.size(), None);
  std::vector<uint32_t> Order{0};
  Number[0] = 0;
  for (size_t I = 0; I < Order.size(); ++I)
    for (uint32_t S : F.Blocks[Order[I]].End.Succs)
      if (Number[S] == None) {
        Number[S] = Order.size();
        Order.push_back(S);
      }
  // Source order reads better than breadth first: keep what was made first.
  std::sort(Order.begin() + 1, Order.end());
  for (size_t I = 0; I < Order.size(); ++I)
    Number[Order[I]] = I;

  std::vector<Block> Kept;
  std::vector<bool> Defined(F.NumValues, false);
  for (uint32_t B : Order) {
    Kept.push_back(std::move(F.Blocks.inMemory()[B]));
    for (uint32_t &S : Kept.back().End.Succs)
      S = Number[S];
    for (const Event &E : Kept.back().Events)
      if (E.Result != None)
        Defined[E.Result] = true;
  }
  for (Block &B : Kept) {
    for (Event &E : B.Events)
      llvm::erase_if(E.Operands, [&](ValueId V) { return !Defined[V]; });
    if (B.End.Condition != None && !Defined[B.End.Condition])
      B.End.Condition = None;
  }
  F.Blocks = Body(std::move(Kept));
}

} // namespace cotidy
