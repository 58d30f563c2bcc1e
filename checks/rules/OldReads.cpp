//===- OldReads.cpp - What values hold of shared state ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OldReads.h"
#include "program/LibraryModel.h"
#include "program/Locks.h"
#include "program/ProgramImpl.h"
#include "rules/Copies.h"
#include "rules/ValueFlow.h"
#include <tuple>

namespace cotidy {

using Fact = OldReads::Fact;
using Facts = OldReads::Facts;

namespace {

/// The same place, as stale or as fresh: one fact remains, the one that is
/// read first and says most. True where \p Into changed.
bool addFact(Facts &Into, const Fact &New) {
  for (Fact &Old : Into) {
    if (Old.Place != New.Place || Old.stale() != New.stale())
      continue;
    Fact Both = std::tie(New.Weak, New.Read, New.Suspension) <
                        std::tie(Old.Weak, Old.Read, Old.Suspension)
                    ? New
                    : Old;
    Both.Covered = Old.Covered && New.Covered;
    Both.Unchanged = Old.Unchanged && New.Unchanged;
    const bool Changed = !(Both == Old);
    Old = Both;
    return Changed;
  }
  Into.push_back(New);
  return true;
}

/// Library functions that replace what their receiver holds by what they get.
bool replaces(const Event &E) {
  if (!E.CalleeStd || !E.Receiver || E.Args.empty())
    return false;
  static const std::vector<std::string> Names = {"store", "operator=", "resize",
                                                 "assign"};
  return matchesName(Names, E.CalleeName);
}

bool isScalar(const Type &T) {
  return T.Class == TypeClass::Bool || T.Class == TypeClass::Enum ||
         T.Class == TypeClass::Integer || T.Class == TypeClass::Floating;
}

/// A lookup's result: whether something is there.
bool saysWhere(const Type &T) {
  return T.Class == TypeClass::Iterator || T.Class == TypeClass::Pointer ||
         T.Class == TypeClass::SmartPointer || T.Record == "std::pair" ||
         T.Record == "std::optional";
}

/// A pair, an optional, a string, a number that a library function makes of
/// what it gets: it keeps copies.
bool makesCopy(const Event &E) {
  return E.CalleeStd && (E.Constructor || !E.Receiver) &&
         !E.ResultType.Reference &&
         (isScalar(E.ResultType) ||
          E.ResultType.Class == TypeClass::Container ||
          E.ResultType.Class == TypeClass::Record);
}

std::string keyOf(const Place &Where) {
  std::string Key =
      std::to_string(int(Where.Base)) + ":" + std::to_string(Where.Index);
  for (const PathElement &E : Where.Path)
    Key += E.K == PathElement::Field   ? "." + E.Name
           : E.K == PathElement::Deref ? "*"
                                       : "[]";
  return Key;
}

} // namespace

/// Library functions that say where something is and look at no value.
bool onlyLocates(const Event &E) {
  if (!E.CalleeStd && !E.CalleeSystem)
    return false;
  static const std::vector<std::string> Names = {
      "operator[]", "at",   "front",  "back",       "begin",     "end",
      "cbegin",     "cend", "rbegin", "rend",       "data",      "operator*",
      "operator->", "get",  "store",  "notify_one", "notify_all"};
  return matchesName(Names, E.CalleeName);
}

OldReads::OldReads(const Program &P, const Options &O,
                   const SharedState &Shared, Calls Through, FunctionId F)
    : P(P), O(O), Shared(Shared), Through(Through), F(F), Fn(P.function(F)),
      Order(P, F), Renewed(P, Order), Live(Fn), AccessesOf(Order.size()),
      Locks(heldLocks(P, F, O)) {
  const std::vector<Access> &All = P.accesses(F);
  for (uint32_t I = 0; I < All.size(); ++I) {
    const Access &A = All[I];
    auto &[First, End] = AccessesOf[Order.number(A.At)];
    if (First == End)
      First = I;
    End = I + 1;
    const bool Init = P.event(A.At).K == Event::Store &&
                      P.event(A.At).Storing == StoreKind::Init;
    if (A.Kind == AccessKind::Write && !A.InCallee && !Init)
      Reseated.insert(keyOf(A.Where));
  }
}

bool OldReads::join(State &Into, const State &From) {
  bool Changed = false;
  for (const auto &[C, New] : From) {
    Facts &Old = Into[C];
    for (const Fact &F : New)
      Changed |= addFact(Old, F);
  }
  return Changed;
}

uint32_t OldReads::placeId(const Place &Where) {
  auto [It, New] = PlaceIds.try_emplace(keyOf(Where), Places.size());
  if (!New)
    return It->second;
  SharedPlace S{Where, Shared.of(F, Where)};
  // What a pointer refers to that points elsewhere later is another object.
  Place Pointer = Where;
  for (size_t I = Where.Path.size(); I-- > 0;) {
    Pointer.Path.resize(I);
    if (Where.Path[I].K == PathElement::Deref &&
        Reseated.contains(keyOf(Pointer)))
      S.How.reset();
  }
  Places.push_back(std::move(S));
  return It->second;
}

/// … and no variable that others got hold of.
bool OldReads::isOwn(const Place &Where) {
  if (!isOwnCopy(Fn, Where))
    return false;
  if (Where.Base != Place::Local)
    return true;
  auto [It, New] = LocalIsShared.try_emplace(Where.Index);
  if (New)
    It->second = Shared.of(F, {Place::Local, Where.Index, {}}).has_value();
  return !It->second;
}

std::optional<OldReads::Carrier> OldReads::carrierOf(const Place &Where) {
  if (!isOwn(Where))
    return std::nullopt;
  const uint64_t Root =
      (uint64_t(Where.Base) << 32 | Where.Index) + (uint64_t(1) << 40);
  std::string Field;
  if (!Where.Path.empty() && Where.Path[0].K == PathElement::Field)
    Field = Where.Path[0].Name;
  return Carrier{Root, Field};
}

Facts OldReads::carried(const State &S, const Place &Where) {
  Facts Result;
  std::optional<Carrier> C = carrierOf(Where);
  if (!C)
    return Result;
  auto Add = [&](const Facts &From) {
    for (const Fact &Known : From)
      addFact(Result, Known);
  };
  if (C->second.empty()) {
    // The whole variable, and so all that its fields hold.
    for (auto It = S.lower_bound({C->first, ""});
         It != S.end() && It->first.first == C->first; ++It)
      Add(It->second);
    return Result;
  }
  if (auto It = S.find(*C); It != S.end())
    Add(It->second);
  if (auto It = S.find({C->first, ""}); It != S.end())
    for (Fact Known : It->second) {
      // A field of a copy holds that field of the original.
      if (Known.Unchanged) {
        Place Part = Places[Known.Place].Where;
        Part.Path.insert(Part.Path.end(), Where.Path.begin(), Where.Path.end());
        Known.Place = placeId(Part);
      }
      addFact(Result, Known);
    }
  return Result;
}

Facts OldReads::ofValues(const State &S,
                         const std::vector<ValueId> &Values) const {
  Facts Result;
  for (ValueId V : Values)
    if (auto It = S.find({V, ""}); It != S.end())
      for (const Fact &Known : It->second)
        addFact(Result, Known);
  return Result;
}

Facts OldReads::ofValue(const State &S, ValueId V) const {
  return ofValues(S, {V});
}

Facts OldReads::ofArgument(const State &S, const Argument &A) {
  if (A.Moved)
    return {};
  Facts Result = ofValues(S, {A.Val});
  if (A.How != Passing::Value)
    for (const Fact &Known : carried(S, A.From))
      addFact(Result, Known);
  return Result;
}

/// The value of a shared place.
void OldReads::read(Facts &Into, uint32_t N, const Place &Where) {
  if (isOwn(Where) || Where.Base == Place::Value ||
      Where.Base == Place::Unknown)
    return;
  Fact New;
  New.Place = placeId(Where);
  if (!Places[New.Place].How)
    return;
  New.Read = N;
  New.Covered = locked(Order.at(N));
  addFact(Into, New);
}

/// Whoever loads \p Pointer has not looked at what it refers to.
static bool refersTo(const Place &Pointer, const Place &Where) {
  return contains(Pointer, Where) &&
         std::any_of(
             Where.Path.begin() + Pointer.Path.size(), Where.Path.end(),
             [](const PathElement &E) { return E.K == PathElement::Deref; });
}

/// What is known of the places that \p Which takes is no longer old.
void OldReads::renew(State &S,
                     const std::function<bool(const Place &)> &Which) const {
  for (auto &[C, Known] : S) {
    Facts Now;
    bool Any = false;
    for (Fact Old : Known) {
      if (Old.stale() && Which(Places[Old.Place].Where)) {
        Old.Suspension = None;
        Any = true;
      }
      addFact(Now, Old);
    }
    if (Any)
      Known = std::move(Now);
  }
}

/// Whoever looks at a place again knows what is there now.
void OldReads::lookedAt(State &S, const Place &Where, bool Load) const {
  renew(S, [&](const Place &Known) {
    return overlaps(Known, Where) && !(Load && refersTo(Where, Known));
  });
}

void OldReads::suspended(State &S, uint32_t N) {
  for (auto &[C, Known] : S) {
    Facts Now;
    for (Fact Old : Known) {
      if (!Old.stale() && !Old.Covered)
        Old.Suspension = N;
      addFact(Now, Old);
    }
    Known = std::move(Now);
  }
}

void OldReads::stored(State &S, uint32_t N, const Place &To, const Facts &Value,
                      bool Whole, const OnWrite &Written) {
  std::optional<Carrier> C = carrierOf(To);
  if (!C) {
    if (Written && !Value.empty())
      Written(N, To, Value);
    return;
  }
  Whole &= To.Path.size() == (C->second.empty() ? 0 : 1);
  if (Whole && C->second.empty()) {
    auto First = S.lower_bound({C->first, ""}), End = First;
    while (End != S.end() && End->first.first == C->first)
      ++End;
    S.erase(First, End);
  } else if (auto It = S.find({C->first, ""}); It != S.end()) {
    for (Fact &Known : It->second)
      Known.Unchanged = false;
  }
  const EventRef At = Order.at(N);
  if (To.Base == Place::Local && !Live.liveAfter(At.Block, At.Index, To.Index))
    return;
  if (Whole)
    S.erase(*C);
  for (const Fact &Known : Value)
    addFact(S[*C], Known);
}

void OldReads::call(State &S, uint32_t N, Facts &Result,
                    const OnWrite &Written) {
  const EventRef At = Order.at(N);
  const Event &E = P.event(At);
  if (E.Why == Implicit::Destructor || E.Why == Implicit::AwaitProtocol)
    return;
  auto [First, End] = AccessesOf[N];
  const std::vector<Access> &All = P.accesses(F);

  Facts Given;
  for (const Argument &A : E.Args)
    for (const Fact &Known : ofArgument(S, A)) {
      Fact Through = Known;
      Through.Unchanged &= E.Constructor && E.Args.size() == 1;
      addFact(Given, Through);
    }
  if (E.Receiver && !E.Constructor)
    for (Fact Known : ofArgument(S, *E.Receiver)) {
      Known.Unchanged = false;
      addFact(Given, Known);
    }

  // What it sets, before what it looks at counts.
  const Accessed Plain = Through.Functions.of(At);
  auto Sets = [&](const Place &To, const Argument &From) {
    if (Facts Value = ofArgument(S, From); Written && !Value.empty())
      Written(N, To, Value);
  };
  for (const Accessed::Taking &T : Plain.Taken)
    if (T.Argument < E.Args.size())
      Sets(T.Where, E.Args[T.Argument]);
  if (replaces(E))
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Write && !isOwn(All[I].Where))
        Sets(All[I].Where, E.Args[0]);

  for (uint32_t I = First; I < End; ++I) {
    const Access &A = All[I];
    if (A.Kind == AccessKind::Read && !onlyLocates(E) && !isOwn(A.Where))
      lookedAt(S, A.Where);
    if (A.Kind == AccessKind::Write && isOwn(A.Where))
      stored(S, N, A.Where, Given, E.Constructor, Written);
  }

  for (const Place &Pl : Plain.Given)
    read(Given, N, Pl);
  if (E.Receiver && (E.CalleeStd || E.CalleeSystem) && !onlyLocates(E) &&
      (isScalar(E.ResultType) || (Through.Lookups && saysWhere(E.ResultType))))
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Read || Through.Lookups)
        read(Given, N, All[I].Where);
  if (makesCopy(E))
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Read)
        read(Given, N, All[I].Where);
  for (const Place &Pl : copiedRange(E))
    read(Given, N, Pl);
  Result = std::move(Given);
}

/// The containers whose elements a container is made of, by two iterators.
std::vector<Place> OldReads::copiedRange(const Event &E) const {
  if (!E.Constructor || !E.CalleeStd || E.Args.size() < 2)
    return {};
  const EventRef First = P.definition(F, E.Args[0].Val);
  if (!First.isValid() || P.event(First).K != Event::Call ||
      !P.event(First).Receiver ||
      P.event(First).ResultType.Class != TypeClass::Iterator)
    return {};
  return P.impl().flow(F).resolve(P.event(First).Receiver->From);
}

/// Is it what std::min and its kin refer to, which may be a temporary that they
/// were given?
bool OldReads::givesArgument(const Place &Referred) const {
  const EventRef Made = P.definition(F, Referred.Index);
  return Made.isValid() && P.event(Made).K == Event::Call &&
         P.event(Made).CalleeStd && !P.event(Made).Receiver &&
         P.event(Made).ResultType.Reference;
}

void OldReads::event(State &S, uint32_t N, const OnWrite &Written) {
  const EventRef At = Order.at(N);
  const Event &E = P.event(At);
  const std::vector<Access> &All = P.accesses(F);
  auto [First, End] = AccessesOf[N];
  if (!Locks.empty() && !locked(At))
    for (auto &[Holder, Known] : S)
      for (Fact &Old : Known)
        Old.Covered = false;

  Facts Result;
  switch (E.K) {
  case Event::Load:
    if (E.Target.Base == Place::Value &&
        (!E.Target.throughDeref() || givesArgument(E.Target)))
      Result = ofValue(S, E.Target.Index);
    for (uint32_t I = First; I < End; ++I) {
      const Place &Where = All[I].Where;
      if (isOwn(Where)) {
        for (const Fact &Known : carried(S, Where))
          addFact(Result, Known);
        continue;
      }
      lookedAt(S, Where, /*Load=*/true);
      // A view shows what is there later, not what is there now.
      if (E.Why != Implicit::Conversion ||
          E.ResultType.Class != TypeClass::View)
        read(Result, N, Where);
    }
    break;
  case Event::Op:
    if (Renewed.any(N))
      renew(S, [&](const Place &Known) { return Renewed.settles(N, Known); });
    Result = ofValues(S, E.Operands);
    if (E.Text != "cast" && E.Text != "?:")
      for (Fact &Known : Result)
        Known.Unchanged = false;
    break;
  case Event::Call:
    call(S, N, Result, Written);
    break;
  case Event::Closure:
    for (const Argument &A : E.Args)
      if (A.How == Passing::Value)
        for (Fact Known : ofArgument(S, A)) {
          Known.Unchanged = false;
          addFact(Result, Known);
        }
    break;
  case Event::Suspend:
    Result = ofValues(S, E.Operands);
    for (Fact &Known : Result) {
      Known.Weak = true;
      Known.Unchanged = false;
    }
    S[{E.Result, ""}] = std::move(Result);
    if (suspends(E, O) && E.Suspending != SuspendKind::Initial)
      suspended(S, N);
    Result = std::move(S[{E.Result, ""}]);
    break;
  case Event::Store: {
    const Facts Value = ofValues(S, E.Operands);
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Write)
        stored(S, N, All[I].Where, Value, End - First == 1, Written);
    break;
  }
  case Event::ScopeEnd:
    if (E.Target.Base == Place::Local)
      if (std::optional<Carrier> C = carrierOf(E.Target)) {
        auto From = S.lower_bound({C->first, ""}), To = From;
        while (To != S.end() && To->first.first == C->first)
          ++To;
        S.erase(From, To);
      }
    break;
  default:
    break;
  }
  if (E.Result != None) {
    if (Result.empty())
      S.erase({E.Result, ""});
    else
      S[{E.Result, ""}] = std::move(Result);
  }
  for (ValueId V : Order.endingAt(N))
    S.erase({V, ""});
  if (E.Target.Base == Place::Local && E.K == Event::Load &&
      !Live.liveAfter(At.Block, At.Index, E.Target.Index))
    if (std::optional<Carrier> C =
            carrierOf({Place::Local, E.Target.Index, {}})) {
      auto From = S.lower_bound({C->first, ""}), To = From;
      while (To != S.end() && To->first.first == C->first)
        ++To;
      S.erase(From, To);
    }
}

void OldReads::block(State &S, uint32_t B, const OnWrite &Written) {
  for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
    event(S, Order.first(B) + I, Written);
  for (ValueId V : Order.endingWith(B))
    S.erase({V, ""});
}

} // namespace cotidy
