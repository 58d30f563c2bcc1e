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
#include "rules/Crossings.h"
#include "rules/Invalidation.h"
#include "rules/SharedState.h"
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

/// What stands behind the object itself: `p*.items` and `this.items` alike.
std::vector<PathElement> membersOf(const Place &Where) {
  auto From = Where.Path.begin();
  while (From != Where.Path.end() && From->K == PathElement::Deref)
    ++From;
  return {From, Where.Path.end()};
}

class HeldAcrossSuspend {
public:
  HeldAcrossSuspend(const Program &P, const Options &O)
      : P(P), O(O), Shared(P, O) {}

  std::vector<Finding> run();

private:
  const Program &P;
  const Options &O;
  SharedState Shared;

  bool isShared(FunctionId F, const Place &Container) const;
  Invalidates effectOf(const Access &A) const;
  void search(FunctionId In, const Place &Container, FunctionId Of,
              bool Iterator, Culprit &Worst, int Depth) const;
  void consider(const Access &A, FunctionId Of, bool Iterator, bool Global,
                Culprit &Worst) const;
  std::optional<Finding> finding(const Crossing &C) const;
};

bool HeldAcrossSuspend::isShared(FunctionId F, const Place &Container) const {
  return Container.Base != Place::Unknown &&
         Shared.of(F, Container).has_value();
}

Invalidates HeldAcrossSuspend::effectOf(const Access &A) const {
  const Event &E = P.event(A.At);
  if (E.K == Event::Store)
    return E.Storing == StoreKind::Assign ? Invalidates::All
                                          : Invalidates::Nothing;
  if (E.K != Event::Call || !E.Receiver)
    return Invalidates::Nothing;
  return invalidates(E.CalleeRecord, lastComponent(E.CalleeName));
}

void HeldAcrossSuspend::consider(const Access &A, FunctionId Of, bool Iterator,
                                 bool Global, Culprit &Worst) const {
  const Invalidates What = effectOf(A);
  if (What == Invalidates::Nothing ||
      (What == Invalidates::Iterators && !Iterator))
    return;
  const FunctionId By = A.At.F;
  const bool Own = P.function(By).Loc == P.function(Of).Loc;
  const ConcurrentPair *Pair = Shared.concurrency().together(Of, By);
  Confidence Sure = Pair                  ? Confidence::High
                    : P.function(By).Main ? Confidence::Low
                    : Own && !Global      ? Confidence::Low
                                          : Confidence::Medium;
  if (!Worst.Does || Sure > Worst.Sure)
    Worst = {Sure, &A, Pair};
}

/// Everything in the program that invalidates what refers into the container.
void HeldAcrossSuspend::search(FunctionId In, const Place &Container,
                               FunctionId Of, bool Iterator, Culprit &Worst,
                               int Depth) const {
  const bool Global = Container.Base == Place::Global;
  const std::vector<PathElement> Members = membersOf(Container);
  for (const Access *A : Shared.accessesLike(In, Container))
    if (membersOf(A->Where) == Members)
      consider(*A, Of, Iterator, Global, Worst);
  if (Container.Base == Place::Local)
    for (const Access &A : P.accesses(In))
      if (A.Where == Container && !A.InCallee)
        consider(A, Of, Iterator, /*Global=*/false, Worst);
  if (Depth == 0)
    return;
  // A local whose coroutines change it, each through a reference of its own.
  auto Passed = [&](const Event &E, FunctionId Callee, auto Root,
                    size_t Parameters, auto ByReference) {
    const Flow &Fl = P.impl().flow(In);
    for (uint32_t I = 0; I < E.Args.size() && I < Parameters; ++I)
      if (ByReference(I))
        for (const Place &Object : Fl.referents(E.Args[I]))
          if (Object == Container)
            for (const Access &A : P.accesses(Callee))
              if (A.Where.Base == Root && A.Where.Index == I && !A.InCallee &&
                  A.Where.Path.size() == 1)
                consider(A, Of, Iterator, /*Global=*/false, Worst);
  };
  if (Container.Base == Place::Local && Container.isWhole()) {
    const Function &Fn = P.function(In);
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
        const Event &E = Fn.Blocks[B].Events[I];
        if (E.K == Event::Closure) {
          const FunctionId C = P.find(E.Callee);
          if (C != None)
            Passed(E, C, Place::Capture, P.function(C).Captures.size(),
                   [&](uint32_t A) {
                     return P.function(C).Captures[A].ByReference;
                   });
        } else if (E.K == Event::Call) {
          for (FunctionId C : P.callees({In, B, I}))
            Passed(E, C, Place::Parameter, P.function(C).Params.size(),
                   [&](uint32_t A) {
                     return P.function(C).Params[A].Ty.Reference;
                   });
        }
      }
  }
  // A parameter or capture: what its callers give it.
  if (Container.Path.empty() || Container.Path[0].K != PathElement::Deref)
    return;
  if (Container.Base != Place::Parameter && Container.Base != Place::Capture)
    return;
  for (const CallSite &C : P.callers(In)) {
    const Event &E = P.event(C.At);
    if (Container.Index >= E.Args.size() ||
        (E.K == Event::Closure) != (Container.Base == Place::Capture))
      continue;
    for (Place Object :
         P.impl().flow(C.At.F).referents(E.Args[Container.Index])) {
      Object.Path.insert(Object.Path.end(), Container.Path.begin() + 1,
                         Container.Path.end());
      search(C.At.F, Object, Of, Iterator, Worst, Depth - 1);
    }
  }
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
  search(F, Container, F, Iterator, Worst, /*Depth=*/2);
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
  Result.Path.push_back(
      {P.event(C.Suspension).Loc, "the coroutine is suspended here"});
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
    std::vector<std::pair<uint32_t, Place>> Said;
    for (const Crossing &C : Held) {
      if (Locked(C.Made) && Locked(C.Suspension) && Locked(C.Use))
        continue;
      // A range-for's iterator, its end and its variable say the same.
      const std::pair<uint32_t, Place> Loop{
          P.event(C.Made).Why == Implicit::RangeFor ? P.event(C.Made).Loc.Offset
                                                    : None,
          containerOf(C.Object)};
      if (Loop.first != None) {
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
