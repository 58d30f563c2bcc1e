//===- StateMap.cpp - Who uses which state --------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/StateMap.h"
#include "rules/SharedState.h"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cotidy {

namespace {

/// What tells one state from another: a global, a local of a function, or a
/// member by the name of class and field.
using StateKey =
    std::tuple<StateMap::State::Kind, uint32_t, uint32_t, std::string>;

class MapMaker {
public:
  MapMaker(const Program &P, const Options &O) : P(P), O(O), Beside(P, O) {}
  StateMap make();

private:
  struct Known {
    StateMap::State Its;
    std::map<FunctionId, StateMap::Use> Uses;
  };

  FunctionId sameText(FunctionId F);
  void add(FunctionId F, const Access &A);
  void addTo(FunctionId F, const Access &A, const StateKey &Key, bool OnCopy);
  void addPassed(FunctionId F, const Access &A);
  void addCaptured(FunctionId F, const Access &A);
  bool addMember(FunctionId F, const Access &A, TextRef Record);
  bool isIgnored(const Variable &V) const;
  bool isWorthShowing(const Known &S) const;
  size_t indexOf(FunctionId F, StateMap &Map);

  const Program &P;
  const Options &O;
  Concurrency Beside;
  std::map<StateKey, Known> States;
  std::map<std::tuple<uint32_t, uint32_t>, FunctionId> ByText;
  std::map<FunctionId, size_t> Indexes;
};

} // namespace

/// One of the functions that a template's text makes stands for all.
FunctionId MapMaker::sameText(FunctionId F) {
  const Location &At = P.function(F).Loc;
  return ByText.try_emplace({At.File, At.Offset}, F).first->second;
}

bool MapMaker::isIgnored(const Variable &V) const {
  return V.System || V.Constant || V.ThreadLocal ||
         V.Ty.Class == TypeClass::Sync ||
         matchesName(O.IgnoredGlobals, V.Display) ||
         matchesName(O.IgnoredTypes, V.Ty.Record);
}

void MapMaker::addTo(FunctionId F, const Access &A, const StateKey &Key,
                     bool OnCopy) {
  auto [It, New] = States.try_emplace(Key);
  Known &S = It->second;
  if (New) {
    const auto &[What, Index, Local, Name] = Key;
    S.Its.What = What;
    if (What == StateMap::State::Global) {
      S.Its.Name = P.globals()[Index].Display;
      S.Its.Loc = P.globals()[Index].Loc;
    } else if (What == StateMap::State::Local) {
      const Function &Owner = P.function(Index);
      S.Its.Name = Owner.Locals[Local].Name + " of '" + Owner.Display + "'";
      S.Its.Loc = Owner.Locals[Local].Loc;
    } else {
      S.Its.Name = Name;
    }
  }
  auto [UseIt, First] = S.Uses.try_emplace(sameText(F));
  StateMap::Use &Its = UseIt->second;
  const bool Writes = A.Kind == AccessKind::Write;
  if (First || (Writes && !Its.Writes))
    Its.First = A.Loc;
  Its.Writes |= Writes;
  Its.Reads |= !Writes;
  Its.OnCopy |= OnCopy;
  Its.Guarded &= A.Locked || A.Synchronised;
}

bool MapMaker::addMember(FunctionId F, const Access &A, TextRef Record) {
  auto Field = std::find_if(
      A.Where.Path.begin(), A.Where.Path.end(),
      [](const PathElement &E) { return E.K == PathElement::Field; });
  if (Record.empty() || Field == A.Where.Path.end() ||
      matchesName(O.IgnoredTypes, Record))
    return false;
  addTo(F, A, {StateMap::State::Member, 0, 0, Record + "::" + Field->Name},
        /*OnCopy=*/false);
  return true;
}

/// What callers pass for a parameter, as far as they name it.
void MapMaker::addPassed(FunctionId F, const Access &A) {
  const Function &Fn = P.function(F);
  const Parameter &Param = Fn.Params[A.Where.Index];
  const bool Refers =
      !A.Where.Path.empty() && A.Where.Path[0].K == PathElement::Deref;
  if (Refers && addMember(F, A, Param.Ty.Record))
    return;
  for (const CallSite &C : P.callers(F)) {
    const Event &E = P.event(C.At);
    if (E.K != Event::Call || A.Where.Index >= E.Args.size())
      continue;
    const Place &From = E.Args[A.Where.Index].From;
    if (From.Base == Place::Local && From.isWhole())
      addTo(F, A, {StateMap::State::Local, C.At.F, From.Index, ""}, !Refers);
    else if (From.Base == Place::Global && !isIgnored(P.globals()[From.Index]))
      addTo(F, A, {StateMap::State::Global, From.Index, 0, ""}, !Refers);
  }
}

/// The variable of the function around that a lambda has captured.
void MapMaker::addCaptured(FunctionId F, const Access &A) {
  const Function &Fn = P.function(F);
  const Capture &C = Fn.Captures[A.Where.Index];
  const FunctionId Parent = P.find(Fn.Parent);
  if (C.OfThis) {
    addMember(F, A, recordOf(P, F));
  } else if (Parent != None) {
    const std::vector<Local> &Locals = P.function(Parent).Locals;
    for (uint32_t I = 0; I < Locals.size(); ++I)
      if (Locals[I].Name == C.Name)
        addTo(F, A, {StateMap::State::Local, Parent, I, ""}, !C.ByReference);
  }
}

void MapMaker::add(FunctionId F, const Access &A) {
  switch (A.Where.Base) {
  case Place::Global:
    if (!isIgnored(P.globals()[A.Where.Index]))
      addTo(F, A, {StateMap::State::Global, A.Where.Index, 0, ""},
            /*OnCopy=*/false);
    break;
  case Place::This:
    addMember(F, A, recordOf(P, F));
    break;
  case Place::Parameter:
    addPassed(F, A);
    break;
  case Place::Capture:
    addCaptured(F, A);
    break;
  default:
    break;
  }
}

bool MapMaker::isWorthShowing(const Known &S) const {
  if (std::none_of(S.Uses.begin(), S.Uses.end(),
                   [](const auto &Use) { return Use.second.Writes; }))
    return false;
  return S.Its.What == StateMap::State::Global || S.Uses.size() > 1 ||
         Beside.together(S.Uses.begin()->first, S.Uses.begin()->first);
}

size_t MapMaker::indexOf(FunctionId F, StateMap &Map) {
  F = sameText(F);
  auto [It, New] = Indexes.try_emplace(F, Map.Coroutines.size());
  if (New)
    Map.Coroutines.push_back({P.function(F).Display.str(), P.function(F).Loc});
  return It->second;
}

StateMap MapMaker::make() {
  std::vector<FunctionId> Coroutines;
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (Fn.Coroutine && !Fn.System && Fn.Loc.isValid())
      Coroutines.push_back(F);
  }
  for (FunctionId F : Coroutines)
    for (const Access &A : P.accesses(F))
      if (A.Why != Implicit::Destructor)
        add(F, A);
  // What the owner of a local does to it counts where others have it too.
  for (FunctionId F : Coroutines)
    for (const Access &A : P.accesses(F))
      if (A.Where.Base == Place::Local && A.Storing != StoreKind::Init)
        if (const StateKey Key{StateMap::State::Local, F, A.Where.Index, ""};
            States.contains(Key))
          addTo(F, A, Key, /*OnCopy=*/false);

  StateMap Map;
  for (const auto &[Key, S] : States) {
    if (!isWorthShowing(S))
      continue;
    for (const auto &[F, Use] : S.Uses) {
      Map.Uses.push_back(Use);
      Map.Uses.back().Coroutine = indexOf(F, Map);
      Map.Uses.back().State = Map.States.size();
    }
    Map.States.push_back(S.Its);
  }
  std::set<std::pair<size_t, size_t>> Told;
  for (const ConcurrentPair &Each : Beside.pairs()) {
    if (!P.function(Each.A).Coroutine || !P.function(Each.B).Coroutine)
      continue;
    auto [A, B] = std::minmax(indexOf(Each.A, Map), indexOf(Each.B, Map));
    if (Told.insert({A, B}).second)
      Map.Pairs.push_back({A, B, Each.How, Each.Where});
  }
  return Map;
}

StateMap stateMap(const Program &P, const Options &O) {
  return MapMaker(P, O).make();
}

} // namespace cotidy
