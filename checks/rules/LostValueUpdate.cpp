//===- LostValueUpdate.cpp - Changes that the caller never sees -*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> count(int hits) {          int hits = 0;
//     ++hits; // <-- here             co_await count(hits);
//     co_await tick();                print(hits); // still 0
//   }
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include "rules/CallerView.h"
#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/StateObject.h"
#include "rules/ValueFlow.h"
#include "rules/Wording.h"
#include <algorithm>
#include <set>
#include <tuple>

namespace cotidy {

namespace {

constexpr char CheckName[] = "coro-lost-value-update";

using Updates = std::vector<const Access *>;

/// Empties an object early: nobody is meant to see it.
bool onlyReleases(const Event &E) {
  static const std::vector<std::string> Names = {
      "clear", "reset", "close", "release", "swap", "shrink_to_fit"};
  return E.K == Event::Call && E.Receiver && matchesName(Names, E.CalleeName);
}

/// An object that points to what it stands for, as a handle or a proxy does, is
/// no value of the caller's: what a method or an assignment changes may well be
/// what it points to. A field of its own is a value all the same.
bool changesPointee(const Program &P, const Copy &C, const Access &A) {
  if (C.Ty.Class != TypeClass::Record || !C.Ty.HoldsReferences)
    return false;
  const Event &E = P.event(A.At);
  if (E.K != Event::Call)
    return A.Where.isWhole();
  std::vector<FunctionId> Bodies = P.callees(A.At);
  return std::none_of(Bodies.begin(), Bodies.end(), [&](FunctionId Body) {
    const std::vector<Access> &Does = P.accesses(Body);
    return std::any_of(Does.begin(), Does.end(), [](const Access &Inner) {
      return Inner.Kind == AccessKind::Write &&
             Inner.Where.Base == Place::This && !Inner.Where.isWhole() &&
             !Inner.Where.throughDeref();
    });
  });
}

Updates updatesOf(const Program &P, const Copy &C) {
  Updates Out;
  for (const Access &A : P.accesses(C.Coroutine)) {
    if (A.Kind != AccessKind::Write || !A.Certain || A.Synchronised ||
        !isOf(C, A.Where) || A.Why == Implicit::Destructor ||
        A.Why == Implicit::AwaitProtocol)
      continue;
    const Event &E = P.event(A.At);
    bool MovedOut =
        E.K == Event::Call &&
        std::any_of(E.Args.begin(), E.Args.end(), [&](const Argument &Arg) {
          return Arg.Moved && overlaps(Arg.From, A.Where);
        });
    if (!MovedOut && !changesPointee(P, C, A))
      Out.push_back(&A);
  }
  std::sort(Out.begin(), Out.end(), [](const Access *A, const Access *B) {
    return std::tie(A->Loc.Offset, A->At) < std::tie(B->Loc.Offset, B->At);
  });
  return Out;
}

/// Is some new value computed from the old one? A flag is only set.
bool counts(const Program &P, const Copy &C, const Updates &U) {
  if (C.Ty.Class == TypeClass::Bool || C.Ty.Class == TypeClass::Enum)
    return false;
  return std::any_of(U.begin(), U.end(), [&](const Access *A) {
    const Event &E = P.event(A->At);
    if (E.K != Event::Store || E.Storing != StoreKind::Assign)
      return true;
    // n = n - 1
    return std::any_of(
        P.accesses(C.Coroutine).begin(), P.accesses(C.Coroutine).end(),
        [&](const Access &R) {
          return R.Kind == AccessKind::Read && overlaps(R.Where, A->Where) &&
                 R.At.Block == A->At.Block && R.At.Index < A->At.Index &&
                 R.Loc.Offset >= A->Loc.Offset &&
                 R.Loc.Offset < A->Loc.Offset + std::max(A->Loc.Length, 1u);
        });
  });
}

/// What the calls say.
struct Evidence {
  const Passed *Call = nullptr;
  const Access *Read = nullptr; ///< (a) read by the caller afterwards
  FunctionId Sibling = None;    ///< (b) given to this one too
  EventRef SiblingCall;
  const ConcurrentPair *Pair = nullptr; ///< (b) which runs beside

  explicit operator bool() const { return Read || Pair; }
};

class LostUpdates {
public:
  LostUpdates(const Program &P, const Options &O)
      : P(P), O(O), Beside(P, O), Threads(startsThreads(P)) {}

  std::vector<Finding> run() {
    std::vector<Finding> Findings;
    for (FunctionId F = 0; F < P.functions().size(); ++F) {
      if (!P.function(F).Coroutine || P.function(F).System)
        continue;
      for (const Copy &C : copiesOf(P, F, O))
        check(C, Findings);
    }
    return Findings;
  }

private:
  Evidence evidence(const Copy &C, const std::vector<Passed> &Calls,
                    bool ChangesLater) const {
    for (const Passed &Call : Calls) {
      if (Evidence E = evidence(C, Call, ChangesLater))
        return E;
      for (const Passed &Inner : Call.Through)
        if (Evidence E = evidence(C, Inner, ChangesLater))
          return E;
    }
    return {};
  }

  Evidence evidence(const Copy &C, const Passed &Call,
                    bool ChangesLater) const {
    Evidence E;
    if (!Call.isVariable() || !sameKind(P, Call, C))
      return E;
    if (ChangesLater)
      beside(C, Call, E);
    E.Read = readAfter(P, Call, O);
    E.Call = &Call;
    return E;
  }

  void beside(const Copy &C, const Passed &Call, Evidence &E) const {
    for (const Sibling &S : siblings(P, Call, C.Coroutine))
      if (const ConcurrentPair *Pair = Beside.together(C.Coroutine, S.F)) {
        E.Pair = Pair;
        E.Sibling = S.F;
        E.SiblingCall = S.At;
        return;
      }
    // The task that a loop starts again and again.
    const EventRef Made =
        Call.Through.empty() ? Call.At : Call.Through.back().At;
    for (const ConcurrentPair &Pair : Beside.pairs())
      if (Pair.CallA == Made && Pair.CallB == Made && isSameAgain(Call)) {
        E.Pair = &Pair;
        E.Sibling = C.Coroutine;
        E.SiblingCall = Call.At;
        return;
      }
  }

  /// The other callers' objects: of those who wait for the change too, and of
  /// those who cannot tell.
  void addOthers(const Copy &C, const std::vector<Passed> &Calls, bool Later,
                 StateObject &Cure) const {
    for (const Passed &Call : Calls) {
      if (!Call.isVariable() || !sameKind(P, Call, C) ||
          (!evidence(C, Call, Later) && !isLastUse(P, Call, O)))
        continue;
      StateObject Other = stateOfCopies(P, C, &Call, O, Threads);
      const bool Known = Other.Owner == Cure.Owner ||
                         std::any_of(Cure.Others.begin(), Cure.Others.end(),
                                     [&](const StateObject &S) {
                                       return S.Owner == Other.Owner;
                                     });
      if (!Known)
        Cure.Others.push_back(std::move(Other));
    }
  }

  /// Where the call is made again, does it pass the same variable? Each time
  /// that a function is entered it has others of its own.
  bool isSameAgain(const Passed &Call) const {
    const Place &From = Call.Arg.From;
    const bool Own =
        (From.Base == Place::Local || From.Base == Place::Parameter) &&
        !From.throughDeref();
    return (!Own || ControlFlow(P, Call.At.F, O).mayFollow(Call.At, Call.At)) &&
           !isWrittenAround(P, Call, O);
  }

  void check(const Copy &C, std::vector<Finding> &Out) const {
    Updates Changes = updatesOf(P, C);
    if (Changes.empty())
      return;
    ControlFlow Flow(P, C.Coroutine, O);
    Reached To = whatReaches(P, Flow, C.Coroutine, C.Root, Changes);
    if (To.delivered() || (To.onlyLoopCondition() && counts(P, C, Changes)))
      return;

    bool Later =
        std::any_of(Changes.begin(), Changes.end(), [&](const Access *A) {
          return Flow.afterSuspension(A->At);
        });
    std::vector<Passed> Calls = passedTo(P, C);
    Evidence E = evidence(C, Calls, Later);
    if (E)
      return report(C, Changes, Confidence::High, Later, E, Calls, Out);

    bool NobodyHoldsIt =
        !Calls.empty() &&
        std::none_of(Calls.begin(), Calls.end(),
                     [](const Passed &Call) { return Call.isVariable(); });
    bool Releases =
        std::all_of(Changes.begin(), Changes.end(), [&](const Access *A) {
          return onlyReleases(P.event(A->At));
        });
    if (NobodyHoldsIt || To.PassedOn || Releases)
      return;
    // Of a template that nothing instantiates nobody knows what it holds.
    if (To.dead() && C.Ty.Class != TypeClass::Dependent)
      report(C, Changes, Confidence::Medium, Later, E, Calls, Out);
    else if (To.dead() || Later)
      report(C, Changes, Confidence::Low, Later, E, Calls, Out);
  }

  void report(const Copy &C, const Updates &Changes, Confidence Sure,
              bool Later, const Evidence &E, const std::vector<Passed> &Calls,
              std::vector<Finding> &Out) const {
    if (Sure < O.MinConfidence)
      return;
    const Access &First = *Changes.front();
    std::string Coroutine = nameOf(P, C.Coroutine);
    Finding F;
    F.Check = CheckName;
    F.Sure = Sure;
    F.Loc = First.Loc;
    F.Message = "coroutine '" + Coroutine + "' changes its copy of '" + C.Name +
                "'; the caller never sees the change";
    F.Subject = Coroutine + " " + C.Name;
    F.Notes.push_back(
        {C.Loc, "'" + C.Name + "' is " +
                    (C.isCapture() ? "captured by copy" : "taken by value") +
                    " here"});
    std::set<uint32_t> Told{First.Loc.Offset};
    for (const Access *A : Changes)
      if (Told.insert(A->Loc.Offset).second)
        F.Notes.push_back({A->Loc, "'" + C.Name + "' is also changed here"});
    if (E.Call) {
      F.Path.push_back({E.Call->Arg.Loc, "'" + nameOf(P, E.Call->At.F) +
                                             "' passes a copy here"});
      for (const Passed &Inner : E.Call->Through)
        F.Path.push_back({Inner.Arg.Loc,
                          "'" + nameOf(P, Inner.At.F) + "' hands it on here"});
      F.Path.push_back({First.Loc, "the copy is changed here"});
    }
    if (E.Read)
      F.Path.push_back(
          {E.Read->Loc, "'" + nameOf(P, E.Read->At.F) +
                            "' reads the unchanged variable here"});
    if (E.Pair)
      F.Notes.push_back({P.event(E.SiblingCall).Loc,
                         "coroutine '" + nameOf(P, E.Sibling) +
                             "' gets the same variable: " + E.Pair->How});
    const Passed *Call = E.Call;
    for (const Passed &Other : Calls)
      if (!Call && Other.isVariable())
        Call = &Other;
    F.About = {C.Coroutine, C.Root};
    auto Cure =
        std::make_shared<StateObject>(stateOfCopies(P, C, Call, O, Threads));
    if (Cure->Owner != None)
      addOthers(C, Calls, Later, *Cure);
    F.Cure = std::move(Cure);
    F.Notes.push_back({First.Loc, F.Cure->cure(P)});
    Out.push_back(std::move(F));
  }

  const Program &P;
  const Options &O;
  Concurrency Beside;
  bool Threads;
};

} // namespace

std::vector<Finding> lostValueUpdate(const Program &P, const Options &O) {
  return LostUpdates(P, O).run();
}

} // namespace cotidy
