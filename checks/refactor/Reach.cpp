//===- Reach.cpp - Who must be handed a state object ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Reach.h"
#include "program/LibraryModel.h"
#include <algorithm>
#include <set>

namespace cotidy {

std::string fixedSignature(const Function &F) {
  if (F.Main)
    return "the parameters of 'main' are fixed";
  if (F.System)
    return "'" + F.Display + "' is declared in a system header";
  if (F.Lambda)
    return "a lambda would have to take it";
  if (F.DestructorFn)
    return "a destructor takes no parameters";
  if (F.ConstructorFn)
    return "constructor '" + F.Display + "' would have to take it";
  const std::string_view Name = lastComponent(F.Display);
  if (Name.starts_with("operator") &&
      (Name.size() == 8 || !(std::isalnum(Name[8]) || Name[8] == '_')))
    return "the parameters of '" + F.Display + "' are fixed";
  if (!F.Parent.empty())
    return "'" + F.Display + "' is a member of a local class";
  return "";
}

namespace {

/// May the closure that \p Made makes be called after the function that makes
/// it has gone on? Not if it is only called, or handed to an algorithm.
bool mayEscape(const Program &P, EventRef Made, const Options &O) {
  const FunctionId Body = P.find(P.event(Made).Callee);
  auto Harmless = [&](EventRef At, const Argument *Receiver) {
    const Event &E = P.event(At);
    if (E.K == Event::ScopeEnd || E.Why == Implicit::Destructor)
      return true;
    if (E.K != Event::Call || E.Constructor)
      return false;
    std::vector<FunctionId> Callees = P.callees(At), Calls = P.callbacks(At);
    if (Receiver && !Callees.empty() && Callees.front() == Body)
      return true;
    return E.CalleeStd && !matchesName(O.Spawners, E.CalleeName) &&
           std::find(Calls.begin(), Calls.end(), Body) != Calls.end();
  };
  const Function &Fn = P.function(Made.F);
  std::set<uint32_t> Held; ///< locals that hold it
  for (EventRef U : P.usersOf(Made.F, P.event(Made).Result)) {
    if (U.Index >= Fn.Blocks[U.Block].Events.size())
      return true;
    const Event &E = P.event(U);
    if (E.K == Event::Store && E.Storing == StoreKind::Init &&
        E.Target.isWhole() && E.Target.Base == Place::Local)
      Held.insert(E.Target.Index);
    else if (!Harmless(U, E.Receiver ? &*E.Receiver : nullptr))
      return true;
  }
  auto IsHeld = [&](const Place &Where) {
    return Where.Base == Place::Local && Held.contains(Where.Index);
  };
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const EventRef At{Made.F, B, I};
      const Event &E = P.event(At);
      const bool Receives = E.Receiver && IsHeld(E.Receiver->From);
      bool Used = Receives || (IsHeld(E.Target) && E.K != Event::Store);
      for (const Argument &A : E.Args)
        Used |= IsHeld(A.From);
      if (!Used || E.K == Event::Load || E.K == Event::Borrow)
        continue; // who uses what they give is asked below
      if (!Harmless(At, Receives ? &*E.Receiver : nullptr))
        return true;
    }
  return false;
}

} // namespace

/// Declared first in the owner, or where the first of its variables is.
static Place heldBy(const StateObject &S) {
  Place Held;
  for (const StateObject::Member &M : S.Members)
    if (M.In == S.Owner && M.Where.Base == Place::Local &&
        (Held.Base == Place::Unknown || M.Where.Index < Held.Index))
      Held = M.Where;
  for (const StateObject::Member &M : S.Members)
    if (M.In == S.Owner && M.Where.Base == Place::Parameter)
      Held = {};
  return Held;
}

bool mayRefer(const Program &P, const StateObject &S, const Reach &R,
              const Lifetimes &L, const Options &O) {
  std::map<FunctionId, Place> Held{{S.Owner, heldBy(S)}};
  for (const StateObject &Other : S.Others)
    Held[Other.Owner] = heldBy(Other);
  Place Lent;
  Lent.Base = Place::This;
  // A lambda that used a global could be called at any time.
  if (!P.function(S.Owner).Main)
    for (EventRef Made : R.Closures)
      if (mayEscape(P, Made, O))
        return false;
  std::set<FunctionId> HandOut; ///< what makes a task and returns it
  for (size_t Before = ~size_t(0); Before != HandOut.size();) {
    Before = HandOut.size();
    for (EventRef Call : R.Calls) {
      std::vector<FunctionId> Bodies = P.callees(Call);
      if (P.event(Call).K == Event::Call &&
          !P.event(Call).ResultType.Coroutine &&
          std::none_of(Bodies.begin(), Bodies.end(), [&](FunctionId F) {
            return P.function(F).Coroutine || HandOut.contains(F);
          }))
        continue;
      const auto Owner = Held.find(Call.F);
      LifetimeProof Proof =
          L.taskWithin(Call, Owner != Held.end() ? Owner->second : Lent);
      if (!Proof.safe())
        return false;
      if (Proof.AtReturn)
        HandOut.insert(Call.F);
    }
  }
  return true;
}

} // namespace cotidy
