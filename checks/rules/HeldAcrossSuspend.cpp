//===- HeldAcrossSuspend.cpp - Into a container over a suspension ---------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   auto it = cache.find(key);
//   co_await refresh();
//   use(it->second);                    // <-- here, if somebody erased it
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/Locks.h"
#include "program/ProgramImpl.h"
#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/Crossings.h"
#include "rules/Invalidation.h"
#include "rules/SameObject.h"
#include "rules/Wording.h"
#include <algorithm>

namespace cotidy {

namespace {

/// Who invalidates what is held, and how much speaks for its happening
/// meanwhile.
struct Culprit {
  Confidence Sure = Confidence::Low;
  const Access *Does = nullptr;
  const ConcurrentPair *Pair = nullptr;
};

/// The container that a place is an element of, by its last step into one;
/// Unknown for any other place and for what an element points to.
Place containerOf(const Place &Where) {
  Place C = Where;
  while (!C.Path.empty() && C.Path.back().K == PathElement::Field)
    C.Path.pop_back();
  if (C.Path.empty() || C.Path.back().K != PathElement::Element)
    return {};
  C.Path.pop_back();
  return C;
}

/// The arguments that a function of the standard library takes elements away
/// from, or exchanges.
bool emptiesArguments(const Event &Call) {
  static const std::vector<std::string> Names = {"erase", "erase_if", "swap"};
  return Call.CalleeStd && matchesName(Names, Call.CalleeName);
}

class HeldAcrossSuspend {
public:
  HeldAcrossSuspend(const Program &P, const Options &O)
      : P(P), O(O), Shared(P.made<SharedState>(O)) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  const SharedState &Shared;

  bool isShared(FunctionId F, const Place &Container) const;
  Invalidates effectOf(const Access &A) const;
  bool waitsFor(const Access &A, FunctionId F) const;
  bool onOneObject(const ConcurrentPair &Pair, FunctionId F) const;
  void consider(const Access &A, FunctionId Of, bool Iterator,
                Culprit &Worst) const;
  std::optional<Finding> finding(const Crossing &C) const;
};

bool HeldAcrossSuspend::isShared(FunctionId F, const Place &Container) const {
  return Container.Base != Place::Unknown &&
         Shared.of(F, Container).has_value();
}

Invalidates HeldAcrossSuspend::effectOf(const Access &A) const {
  const Event &E = P.event(A.At);
  if (E.K == Event::Store && E.Storing == StoreKind::Compound) {
    // Only a string has +=, which appends.
    const Type *Ty = P.impl().flow(A.At.F).typeOf(A.Where);
    return Ty && Ty->Class == TypeClass::Container ? Invalidates::All
                                                   : Invalidates::Nothing;
  }
  if (E.K == Event::Store)
    return E.Storing == StoreKind::Assign ? Invalidates::All
                                          : Invalidates::Nothing;
  if (E.K == Event::Load)
    return E.Moves && A.Kind == AccessKind::Write ? Invalidates::All
                                                  : Invalidates::Nothing;
  if (E.K != Event::Call)
    return Invalidates::Nothing;
  if (emptiesArguments(E))
    return A.Kind == AccessKind::Write ? Invalidates::All
                                       : Invalidates::Nothing;
  if (!E.Receiver)
    return Invalidates::Nothing;
  return invalidates(E.CalleeRecord, lastComponent(E.CalleeName));
}

/// Is it done to a variable of a caller of \p F that does nothing while \p F
/// runs?
bool HeldAcrossSuspend::waitsFor(const Access &A, FunctionId F) const {
  if (A.Where.Base != Place::Local)
    return false;
  bool Calls = false, Waits = true;
  for (const CallSite &C : P.callers(F))
    if (C.At.F == A.At.F) {
      Calls = true;
      Waits &= P.event(C.At).K == Event::Call && awaitedAtOnce(P, C.At, O);
    }
  return Calls && Waits;
}

/// Do the two of \p F that run beside each other share their object, as far as
/// the calls tell?
bool HeldAcrossSuspend::onOneObject(const ConcurrentPair &Pair,
                                    FunctionId F) const {
  if (!P.function(F).Method)
    return true;
  const std::vector<FunctionId> Started =
      Pair.CallA.isValid() ? P.callees(Pair.CallA) : std::vector<FunctionId>();
  return std::find(Started.begin(), Started.end(), F) != Started.end();
}

void HeldAcrossSuspend::consider(const Access &A, FunctionId Of, bool Iterator,
                                 Culprit &Worst) const {
  const Invalidates What = effectOf(A);
  if (What == Invalidates::Nothing ||
      (What == Invalidates::Iterators && !Iterator))
    return;
  const FunctionId By = A.At.F;
  const bool Own = P.function(By).Loc == P.function(Of).Loc;
  if (!Own && waitsFor(A, Of))
    return;
  const ConcurrentPair *Pair = Shared.concurrency().together(Of, By);
  if (Own && Pair && A.Where.Base == Place::This && !onOneObject(*Pair, Of))
    Pair = nullptr;
  Confidence Sure = Pair                                   ? Confidence::High
                    : P.function(By).Main                  ? Confidence::Low
                    : Own && A.Where.Base != Place::Global ? Confidence::Low
                                                           : Confidence::Medium;
  if (!Worst.Does || Sure > Worst.Sure)
    Worst = {Sure, &A, Pair};
}

std::optional<Finding> HeldAcrossSuspend::finding(const Crossing &C) const {
  const FunctionId F = C.Use.F;
  const Function &Fn = P.function(F);
  const Place Container = containerOf(C.Object);
  const Event &Made = P.event(C.Made);
  const bool Iterator =
      C.Local != None ? Fn.Locals[C.Local].Ty.Class == TypeClass::Iterator &&
                            !Fn.Locals[C.Local].Ty.Reference
                      : Made.K == Event::Call &&
                            Made.ResultType.Class == TypeClass::Iterator;
  Culprit Worst;
  for (const Access *A :
       accessesOfSame(P, Shared, F, Container, /*Elements=*/false))
    consider(*A, F, Iterator, Worst);
  // What the container itself is an element of takes it away.
  for (Place Outer = containerOf(Container); Outer.Base != Place::Unknown;
       Outer = containerOf(Outer))
    for (const Access *A :
         accessesOfSame(P, Shared, F, Outer, /*Elements=*/false))
      consider(*A, F, /*Iterator=*/false, Worst);
  if (!Worst.Does || Worst.Sure < O.MinConfidence)
    return std::nullopt;

  const std::string Name = spelled(P, F, Container);
  const bool RangeFor = P.event(C.Use).Why == Implicit::RangeFor &&
                        Made.Why == Implicit::RangeFor;
  std::string Holder = C.Local != None && !Fn.Locals[C.Local].Name.empty()
                           ? "'" + Fn.Locals[C.Local].Name + "'"
                       : RangeFor ? "the range-for"
                                  : "a temporary";
  Finding Result;
  Result.Check = "coro-held-across-suspend";
  Result.Sure = Worst.Sure;
  Result.Loc = P.event(C.Use).Loc;
  Result.Message = Holder + " refers into '" + Name +
                   "' since before the coroutine was suspended; '" + Name +
                   "' may have changed by now";
  Result.Subject = nameOf(P, F) + " " + Name + " " + Holder;
  Result.Path.push_back(
      {Made.Loc, Holder + " refers into '" + Name + "' from here on"});
  Result.Path.push_back(suspensionStep(P, C.Suspension));
  Result.Path.push_back({P.event(C.Use).Loc, Holder + " is used here"});
  const Event &By = P.event(Worst.Does->At);
  Result.Notes.push_back(
      {Worst.Does->Loc,
       "'" + nameOf(P, Worst.Does->At.F) + "' " +
           (By.K == Event::Call
                ? "calls '" + std::string(lastComponent(By.CalleeName)) +
                      "', which invalidates it"
                : "assigns to it, which invalidates it")});
  if (Worst.Pair)
    Result.Notes.push_back(
        {Worst.Pair->Where, "it does not run alone: " + Worst.Pair->How});
  if (Container.Base == Place::Global)
    Result.Notes.push_back(
        {P.globals()[Container.Index].Loc,
         "'" + P.globals()[Container.Index].Display + "' is declared here"});
  Result.Notes.push_back(
      {P.event(C.Use).Loc,
       RangeFor ? "iterate over a copy, or over what was moved out of it"
                : "copy what is needed before the suspension, or look it up "
                  "again after it"});
  return Result;
}

std::vector<Finding> HeldAcrossSuspend::run() {
  std::vector<Finding> Findings;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    const std::vector<Crossing> Held =
        crossings(P, F, O, [&](const Place &Object) {
          return isShared(F, containerOf(Object));
        });
    if (Held.empty())
      continue;
    const std::vector<std::vector<bool>> Locks = heldLocks(P, F, O);
    auto Locked = [&](EventRef At) {
      return !Locks.empty() && Locks[At.Block][At.Index];
    };
    std::vector<std::pair<EventRef, Place>> Said;
    for (const Crossing &C : Held) {
      if (Locked(C.Made) && Locked(C.Suspension) && Locked(C.Use))
        continue;
      // A range-for's iterator, its end and its variables say the same.
      if (P.event(C.Made).Why == Implicit::RangeFor) {
        const std::pair<EventRef, Place> Loop{C.Suspension,
                                              containerOf(C.Object)};
        if (std::find(Said.begin(), Said.end(), Loop) != Said.end())
          continue;
        Said.push_back(Loop);
      }
      if (std::optional<Finding> Result = finding(C))
        Findings.push_back(std::move(*Result));
    }
  }
  return Findings;
}

} // namespace

std::vector<Finding> heldAcrossSuspend(const Program &P, const Options &O) {
  return HeldAcrossSuspend(P, O).run();
}

} // namespace cotidy
