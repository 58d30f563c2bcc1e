//===- CallerView.cpp - What a caller does after it passed a value --------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CallerView.h"
#include "rules/ControlFlow.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

bool isCoroutineCall(const Program &P, EventRef At) {
  const Event &E = P.event(At);
  if (E.K != Event::Call && E.K != Event::Closure)
    return false;
  if (E.ResultType.Coroutine)
    return true;
  for (FunctionId C : P.callees(At))
    if (P.function(C).Coroutine)
      return true;
  return false;
}

/// Does the value go into by-value parameters of coroutines and nowhere else?
bool onlyPassedOn(const Program &P, FunctionId F, ValueId V) {
  if (V == None)
    return false;
  const std::vector<EventRef> &Users = P.usersOf(F, V);
  return !Users.empty() &&
         std::all_of(Users.begin(), Users.end(), [&](EventRef U) {
           if (U.Index >= P.function(F).Blocks[U.Block].Events.size())
             return false;
           const Event &E = P.event(U);
           if (E.K == Event::Op && E.Text == "cast")
             return onlyPassedOn(P, F, E.Result);
           if (E.K == Event::Call && E.Constructor)
             return onlyPassedOn(P, F, E.Result);
           if (!isCoroutineCall(P, U))
             return false;
           return std::all_of(E.Args.begin(), E.Args.end(),
                              [&](const Argument &A) {
                                return A.Val != V || A.How == Passing::Value;
                              });
         });
}

/// One function's accesses of one variable, in the order of execution.
class Walk {
public:
  Walk(const Program &P, const Passed &From)
      : From(From), Fn(P.function(From.At.F)) {
    for (const Access &A : P.accesses(From.At.F))
      if (overlaps(A.Where, From.Arg.From) && A.Why != Implicit::Destructor)
        Mine.push_back(&A);
  }

  /// The first access on any path after the call for which \p Wanted holds,
  /// nothing having written the whole variable before.
  template <typename Predicate> const Access *first(Predicate Wanted) const {
    std::vector<bool> Seen(Fn.Blocks.size());
    std::vector<std::pair<uint32_t, uint32_t>> Work{
        {From.At.Block, From.At.Index + 1}};
    for (size_t Next = 0; Next < Work.size(); ++Next) {
      auto [B, Start] = Work[Next];
      bool Stopped = false;
      for (const Access *A : Mine) {
        if (A->At.Block != B || A->At.Index < Start || Stopped)
          continue;
        if (Wanted(*A))
          return A;
        Stopped = A->Kind == AccessKind::Write && A->Certain &&
                  contains(A->Where, From.Arg.From);
      }
      if (Stopped)
        continue;
      for (uint32_t S : Fn.Blocks[B].End.Succs)
        if (!Seen[S]) {
          Seen[S] = true;
          Work.push_back({S, 0});
        }
    }
    return nullptr;
  }

  const std::vector<const Access *> &accesses() const { return Mine; }

private:
  const Passed &From;
  const Function &Fn;
  std::vector<const Access *> Mine;
};

bool isCount(const Program &P, const Access &A) {
  const Event &E = P.event(A.At);
  return E.K == Event::Store && (E.Storing == StoreKind::Increment ||
                                 E.Storing == StoreKind::Compound);
}

/// The caller counts the variable in a loop around the call.
bool countedByCaller(const Program &P, const Passed &From, const Walk &W,
                     const Options &O) {
  ControlFlow Flow(P, From.At.F, O);
  return std::any_of(
      W.accesses().begin(), W.accesses().end(), [&](const Access *A) {
        return A->Kind == AccessKind::Write && isCount(P, *A) &&
               Flow.mayFollow(From.At, A->At) && Flow.mayFollow(A->At, From.At);
      });
}

} // namespace

const Access *readAfter(const Program &P, const Passed &From,
                        const Options &O) {
  if (!From.isVariable())
    return nullptr;
  Walk W(P, From);
  if (countedByCaller(P, From, W, O))
    return nullptr;
  return W.first([&](const Access &A) {
    if (A.Kind != AccessKind::Read)
      return false;
    const Event &E = P.event(A.At);
    if (E.K == Event::Closure || isCoroutineCall(P, A.At))
      return false;
    return !onlyPassedOn(P, A.At.F, E.Result);
  });
}

bool isLastUse(const Program &P, const Passed &From, const Options &O) {
  const Function &Fn = P.function(From.At.F);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      for (const Argument &A : Fn.Blocks[B].Events[I].Args)
        if (EventRef{From.At.F, B, I} != From.At &&
            overlaps(A.From, From.Arg.From))
          return false;
  return !ControlFlow(P, From.At.F, O).mayFollow(From.At, From.At) &&
         !Walk(P, From).first([](const Access &) { return true; });
}

bool isWrittenAround(const Program &P, const Passed &From, const Options &O) {
  ControlFlow Flow(P, From.At.F, O);
  Walk W(P, From);
  return std::any_of(
      W.accesses().begin(), W.accesses().end(), [&](const Access *A) {
        return A->Kind == AccessKind::Write && Flow.mayFollow(From.At, A->At) &&
               Flow.mayFollow(A->At, From.At);
      });
}

const Access *changedAfter(const Program &P, const Passed &From,
                           const Options &O) {
  if (!From.isVariable() || awaitedAtOnce(P, From.At, O))
    return nullptr;
  return Walk(P, From).first([&](const Access &A) {
    if (A.Kind != AccessKind::Write)
      return false;
    const Event &E = P.event(A.At);
    return E.K != Event::Store || E.Storing != StoreKind::Init;
  });
}

std::vector<Sibling> siblings(const Program &P, const Passed &From,
                              FunctionId Of) {
  std::vector<Sibling> Out;
  if (!From.isVariable())
    return Out;
  const Function &Fn = P.function(From.At.F);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      EventRef At{From.At.F, B, I};
      const Event &E = P.event(At);
      if (At == From.At || (E.K != Event::Call && E.K != Event::Closure))
        continue;
      for (FunctionId C : P.callees(At))
        for (uint32_t A = 0; A < E.Args.size(); ++A) {
          const Argument &Arg = E.Args[A];
          if (!(Arg.From == From.Arg.From) || !Arg.LValue)
            continue;
          const bool ByValue = Arg.How == Passing::Value;
          if (P.function(C).Coroutine && (C != Of || ByValue))
            Out.push_back({C, At, ByValue, A});
          if (ByValue)
            for (const Filled &F : filledThrough(P, C, A))
              Out.push_back({F.Coroutine, At, true, F.Parameter});
        }
    }
  return Out;
}

} // namespace cotidy
