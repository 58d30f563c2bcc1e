//===- Crossings.cpp - What refers elsewhere over a suspension ------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Crossings.h"
#include "program/Concurrency.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Dataflow.h"
#include "rules/EventOrder.h"
#include "rules/Revalidations.h"
#include <algorithm>
#include <map>
#include <tuple>

namespace cotidy {

namespace {

bool refers(const Type &T) {
  return T.Reference || T.Class == TypeClass::Pointer ||
         T.Class == TypeClass::Iterator || T.Class == TypeClass::View ||
         (T.Std && T.Class == TypeClass::Record && T.HoldsReferences);
}

/// Does the call make a const_iterator of an iterator variable?
bool convertsIterator(const Event &Call) {
  return Call.K == Event::Call && Call.Constructor && Call.CalleeSystem &&
         Call.Args.size() == 1 && Call.Args[0].From.isWhole() &&
         Call.ResultType.Class == TypeClass::Iterator;
}

/// Does the method of a view look at what it refers to?
bool looksThrough(std::string_view Method) {
  static constexpr std::string_view Only[] = {"size", "length", "empty",
                                              "size_bytes", "operator="};
  return std::find(std::begin(Only), std::end(Only), Method) == std::end(Only);
}

/// Of one carrier: what it refers to since when, and the first suspension
/// since.
struct Fact {
  uint32_t Object;
  uint32_t Made;
  uint32_t Suspension = None;
  bool operator==(const Fact &) const = default;
};
using Facts = std::vector<Fact>;

bool addFact(Facts &Into, const Fact &New) {
  for (Fact &Old : Into) {
    if (Old.Object != New.Object ||
        (Old.Suspension == None) != (New.Suspension == None))
      continue;
    const bool Earlier =
        std::tie(New.Made, New.Suspension) < std::tie(Old.Made, Old.Suspension);
    if (Earlier)
      Old = New;
    return Earlier;
  }
  Into.push_back(New);
  return true;
}

/// Values by their ids, locals above them.
using Carrier = uint64_t;
using State = std::map<Carrier, Facts>;

constexpr Carrier FirstLocal = Carrier(1) << 32;

bool joinInto(State &Into, const State &From) {
  bool Changed = false;
  for (const auto &[C, New] : From)
    for (const Fact &F : New)
      Changed |= addFact(Into[C], F);
  return Changed;
}

class Tracker {
public:
  Tracker(const Program &P, FunctionId F, const Options &O,
          const std::function<bool(const Place &)> &Wanted)
      : P(P), O(O), F(F), Fn(P.function(F)), Wanted(Wanted), Live(Fn),
        Order(P, F), Renewed(P, Order), MadeBy(Fn.NumValues) {}

  std::vector<Crossing> run();

private:
  const Program &P;
  const Options &O;
  FunctionId F;
  const Function &Fn;
  const std::function<bool(const Place &)> &Wanted;
  LocalLiveness Live;

  EventOrder Order;
  Revalidations Renewed;
  std::vector<Place> Objects;
  std::vector<std::optional<Facts>> MadeBy; ///< per value, on demand
  std::map<std::pair<Carrier, uint32_t>, Crossing> Found;
  bool Reporting = false;

  const Facts &made(ValueId V, uint32_t N);
  void event(State &S, uint32_t N);
  Carrier holder(Carrier C) const;
  /// Does the call look through a view that is a local variable?
  bool readsView(const Event &Call) const {
    const Place &Object = Call.Receiver->From;
    return Object.Base == Place::Local && Object.isWhole() &&
           Fn.Locals[Object.Index].Ty.Class == TypeClass::View &&
           !Call.Constructor && looksThrough(lastComponent(Call.CalleeName));
  }
  /// Does it make a view of a part, or an iterator, of what another view refers
  /// to?
  static bool narrowsView(const Event &Call) {
    return Call.Receiver && !Call.Constructor &&
           (Call.ResultType.Class == TypeClass::View ||
            Call.ResultType.Class == TypeClass::Iterator) &&
           (Call.CalleeRecord == "std::basic_string_view" ||
            Call.CalleeRecord == "std::span" ||
            Call.CalleeRecord.starts_with("std::ranges::"));
  }
  Facts heldInReceiver(const State &S, const Argument &Receiver) const;
  void renew(State &S, uint32_t N) const;
  void used(const State &S, Carrier C, uint32_t N);
  void usedThrough(const State &S, const Place &Where, uint32_t N);
  /// What the local variable, or the pair, of which \p Where is a part holds.
  static Facts heldIn(const State &S, const Place &Where) {
    if (Where.Base != Place::Local || Where.throughDeref())
      return {};
    auto It = S.find(FirstLocal + Where.Index);
    return It == S.end() ? Facts() : It->second;
  }
  Facts of(const State &S, ValueId V) const {
    auto It = S.find(V);
    return It == S.end() ? Facts() : It->second;
  }
};

/// The wanted objects that an event's result refers to anew.
const Facts &Tracker::made(ValueId V, uint32_t N) {
  if (!MadeBy[V]) {
    MadeBy[V].emplace();
    const Event &E = P.event(Order.at(N));
    PlaceSet Referents = P.pointees(F, V);
    // A string that converts to a view.
    if (E.K == Event::Load && E.Why == Implicit::Conversion)
      Referents = P.impl().flow(F).resolve(E.Target);
    // Made from the container as a whole, a view refers to its elements.
    const bool View =
        E.ResultType.Class == TypeClass::View ||
        (E.Constructor && E.Receiver && E.Receiver->From.Base == Place::Local &&
         Fn.Locals[E.Receiver->From.Index].Ty.Class == TypeClass::View);
    if (View)
      for (Place &Object : Referents)
        if (Object.Path.empty() || Object.Path.back().K != PathElement::Element)
          Object.Path.push_back({PathElement::Element, ""});
    // What has no name but the call that gives it.
    if (Referents.empty() && E.K == Event::Borrow)
      Referents.push_back(E.Target);
    else if (Referents.empty() && E.K == Event::Call)
      Referents.push_back({Place::Value, V, {{PathElement::Deref, ""}}});
    for (const Place &Object : Referents)
      if (Wanted(Object)) {
        auto It = std::find(Objects.begin(), Objects.end(), Object);
        const uint32_t Id = It - Objects.begin();
        if (It == Objects.end())
          Objects.push_back(Object);
        MadeBy[V]->push_back({Id, N});
      }
  }
  return *MadeBy[V];
}

/// The local whose value it is, if any.
Carrier Tracker::holder(Carrier C) const {
  if (C >= FirstLocal)
    return C;
  const EventRef Made = P.definition(F, C);
  const Event &E = P.event(Made);
  if (convertsIterator(E) && E.Args[0].From.Base == Place::Local)
    return FirstLocal + E.Args[0].From.Index;
  return (E.K == Event::Load || E.K == Event::Borrow) &&
                 E.Target.Base == Place::Local && E.Target.isWhole()
             ? FirstLocal + E.Target.Index
             : C;
}

void Tracker::used(const State &S, Carrier C, uint32_t N) {
  auto It = S.find(C);
  if (!Reporting || It == S.end())
    return;
  C = holder(C);
  for (const Fact &Known : It->second) {
    if (Known.Suspension == None)
      continue;
    Crossing New{Order.at(Known.Made), Order.at(Known.Suspension), Order.at(N),
                 Objects[Known.Object],
                 C < FirstLocal ? None : uint32_t(C - FirstLocal)};
    auto [Old, Added] = Found.try_emplace(std::pair(C, Known.Object), New);
    // A use further down says it better than one that a loop comes back to.
    if (!Added && Old->second.Use < Old->second.Suspension &&
        New.Suspension < New.Use && P.event(New.Use).Why != Implicit::RangeFor)
      Old->second = std::move(New);
  }
}

/// The event names what a carrier refers to.
void Tracker::usedThrough(const State &S, const Place &Where, uint32_t N) {
  if (Where.Path.empty() ||
      (Where.Path[0].K == PathElement::Field && !Where.throughDeref()))
    return;
  if (Where.Base == Place::Local)
    used(S, FirstLocal + Where.Index, N);
  else if (Where.Base == Place::Value && Where.Path[0].K == PathElement::Deref)
    used(S, Where.Index, N);
}

void Tracker::renew(State &S, uint32_t N) const {
  for (auto &[C, Known] : S) {
    Facts Now;
    for (Fact Old : Known) {
      if (Renewed.settles(N, Objects[Old.Object]))
        Old.Suspension = None;
      addFact(Now, Old);
    }
    Known = std::move(Now);
  }
}

Facts Tracker::heldInReceiver(const State &S, const Argument &Receiver) const {
  Facts Held = of(S, Receiver.Val);
  auto Add = [&](const Facts &More) {
    for (const Fact &Known : More)
      addFact(Held, Known);
  };
  if (Receiver.From.Base == Place::Value)
    Add(of(S, Receiver.From.Index));
  for (const Place &View : P.impl().flow(F).resolve(Receiver.From))
    Add(heldIn(S, View));
  return Held;
}

void Tracker::event(State &S, uint32_t N) {
  const EventRef At = Order.at(N);
  const Event &E = P.event(At);
  const bool Hidden =
      E.Why == Implicit::Destructor || E.Why == Implicit::AwaitProtocol;
  Facts Result;
  switch (E.K) {
  case Event::Load:
    usedThrough(S, E.Target, N);
    if (E.Target.isWhole() || refers(E.ResultType))
      Result = heldIn(S, E.Target);
    if (Result.empty() && refers(E.ResultType))
      Result = made(E.Result, N);
    break;
  case Event::Borrow:
    usedThrough(S, E.Target, N);
    // The address of a local iterator is not what it refers to; that of the one
    // in a pair, which a structured binding takes, stands for it.
    Result = made(E.Result, N);
    if (Type Part = E.ResultType; Result.empty() && !E.Target.isWhole()) {
      Part.Reference = false;
      if (refers(Part))
        Result = heldIn(S, E.Target);
    }
    break;
  case Event::Op:
    if (Renewed.any(N))
      renew(S, N);
    for (ValueId V : E.Operands)
      for (const Fact &Known : of(S, V))
        addFact(Result, Known);
    if (E.Text == "++" || E.Text == "--" || E.Text == "+" || E.Text == "-")
      for (ValueId V : E.Operands)
        if (P.event(P.definition(F, V)).ResultType.Class == TypeClass::Iterator)
          used(S, V, N);
    break;
  case Event::Call:
    if (!Hidden) {
      for (const Argument &A : E.Args)
        if (A.Val != None)
          used(S, A.Val, N);
      if (E.Receiver) {
        if (E.Receiver->Val != None)
          used(S, E.Receiver->Val, N);
        usedThrough(S, E.Receiver->From, N);
        if (readsView(E))
          used(S, FirstLocal + E.Receiver->From.Index, N);
      }
      if (convertsIterator(E))
        Result = heldIn(S, E.Args[0].From);
      if (Result.empty() && E.Result != None &&
          (refers(E.ResultType) || E.Constructor))
        Result = made(E.Result, N);
      if (narrowsView(E))
        for (const Fact &Old : heldInReceiver(S, *E.Receiver))
          if (Old.Suspension == None) // else this was a use
            addFact(Result, Old);
    }
    break;
  case Event::Suspend:
    if (suspends(E, O) && E.Suspending != SuspendKind::Initial)
      for (auto &[C, Known] : S) {
        Facts Now;
        for (Fact Old : Known) {
          if (Old.Suspension == None)
            Old.Suspension = N;
          addFact(Now, Old);
        }
        Known = std::move(Now);
      }
    break;
  case Event::Store:
    usedThrough(S, E.Target, N);
    if (E.Target.Base == Place::Local && E.Target.isWhole()) {
      S.erase(FirstLocal + E.Target.Index);
      if (refers(Fn.Locals[E.Target.Index].Ty) &&
          Live.liveAfter(At.Block, At.Index, E.Target.Index))
        for (ValueId V : E.Operands)
          for (const Fact &Known : of(S, V))
            addFact(S[FirstLocal + E.Target.Index], Known);
    }
    break;
  case Event::ScopeEnd:
    if (E.Target.Base == Place::Local)
      S.erase(FirstLocal + E.Target.Index);
    break;
  default:
    break;
  }
  if (E.Result != None && !Result.empty())
    S[E.Result] = std::move(Result);
  else if (E.Result != None)
    S.erase(E.Result);
  for (ValueId V : Order.endingAt(N))
    S.erase(V);
  if (E.Target.Base == Place::Local &&
      !Live.liveAfter(At.Block, At.Index, E.Target.Index))
    S.erase(FirstLocal + E.Target.Index);
}

std::vector<Crossing> Tracker::run() {
  auto Block = [this](State &S, uint32_t B) {
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      event(S, Order.first(B) + I);
    for (ValueId V : Order.endingWith(B))
      S.erase(V);
  };
  std::vector<std::optional<State>> At =
      solveForward(Fn, State(), Block, joinInto);
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B])
      Block(*At[B], B);
  std::vector<Crossing> All;
  All.reserve(Found.size());
  for (auto &[Key, C] : Found)
    All.push_back(std::move(C));
  std::sort(All.begin(), All.end(), [](const Crossing &A, const Crossing &B) {
    return std::tie(A.Use, A.Local, A.Made) < std::tie(B.Use, B.Local, B.Made);
  });
  return All;
}

} // namespace

std::vector<Crossing>
crossings(const Program &P, FunctionId F, const Options &O,
          const std::function<bool(const Place &)> &Wanted) {
  return Tracker(P, F, O, Wanted).run();
}

} // namespace cotidy
