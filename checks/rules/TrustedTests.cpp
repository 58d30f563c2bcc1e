//===- TrustedTests.cpp - Tests that a later change relies on -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// OldReads says which conditions look at shared state. A test holds on the ways
// out of its branch until they meet; a suspension makes it old, another test of
// the same state replaces it.
//
//===----------------------------------------------------------------------===//

#include "rules/TrustedTests.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Copies.h"
#include "rules/Elements.h"
#include "rules/PostDominators.h"
#include <algorithm>

namespace cotidy {

namespace {

/// A test that holds.
struct Test {
  uint32_t Place; ///< OldReads's
  uint32_t Read;
  uint32_t Way;
  uint32_t Suspension = None; ///< the first since
  bool Covered = false;
  bool OnlyWaits = true;

  bool stale() const { return Suspension != None; }
  bool operator==(const Test &) const = default;
};

/// By place; what was looked at there tells which element.
struct Look {
  uint32_t Place;
  uint32_t Read;
  bool operator==(const Look &Other) const { return Place == Other.Place; }
};

/// State that was tested and changed in one go, so that others find it taken.
struct Claim {
  Place What;
  bool Flag; ///< it was set to a constant
  bool operator==(const Claim &) const = default;
};

struct State {
  OldReads::State Values;
  std::map<std::pair<uint32_t, uint32_t>, Test> Tests; ///< by branch and place
  /// On every way here: what was tested since the last suspension, and what is
  /// claimed.
  std::vector<Look> Fresh;
  std::vector<Claim> Claims;
};

/// Leaves what is in both; true where \p Into lost something.
template <typename T>
bool intersect(std::vector<T> &Into, const std::vector<T> &From) {
  return std::erase_if(Into, [&](const T &One) {
           return std::find(From.begin(), From.end(), One) == From.end();
         }) > 0;
}

bool joinInto(State &Into, const State &From) {
  bool Changed = OldReads::join(Into.Values, From.Values);
  for (const auto &[Key, New] : From.Tests) {
    auto [It, Added] = Into.Tests.try_emplace(Key, New);
    Test &Old = It->second;
    Test Both = Old;
    if (New.stale() && New.Suspension < Old.Suspension) {
      Both = New;
      Both.Way = std::min(New.Way, Old.Way);
    }
    Both.Covered = Old.Covered && New.Covered;
    Both.OnlyWaits = Old.OnlyWaits && New.OnlyWaits;
    Changed |= Added || !(Both == Old);
    Old = Both;
  }
  Changed |= intersect(Into.Fresh, From.Fresh);
  Changed |= intersect(Into.Claims, From.Claims);
  return Changed;
}

/// Is a change of \p Changed a change of what was tested, and not of something
/// that it points to?
bool isOf(const Place &Tested, const Place &Changed) {
  if (!overlaps(Tested, Changed))
    return false;
  const size_t Common = std::min(Tested.Path.size(), Changed.Path.size());
  for (const Place *Longer : {&Tested, &Changed})
    for (size_t I = Common; I < Longer->Path.size(); ++I)
      if (Longer->Path[I].K == PathElement::Deref)
        return false;
  return true;
}

/// What an event does to shared state, in the function's own terms.
struct Effect {
  bool Looks = false;
  Act What;
  Place At;
  Location Loc;
  FunctionId By;
};

class Tracker {
public:
  Tracker(const Program &P, FunctionId F, const Options &O,
          const SharedState &Shared, const Accessors &Calls)
      : P(P), O(O), F(F), Fn(P.function(F)),
        Reads(P, O, Shared, {Calls, /*Lookups=*/true}, F), Order(Reads.order()),
        Meet(postDominators(Fn)) {
    const std::vector<Access> &All = P.accesses(F);
    AccessesOf.resize(Order.size());
    for (uint32_t I = 0; I < All.size(); ++I)
      AccessesOf[Order.number(All[I].At)].push_back(I);
  }

  std::vector<TrustedTest> run();
  std::set<EventRef> claimed() { return std::move(Claimed); }

private:
  const Program &P;
  const Options &O;
  FunctionId F;
  const Function &Fn;
  OldReads Reads;
  const EventOrder &Order;
  std::vector<uint32_t> Meet;
  std::vector<std::vector<uint32_t>> AccessesOf;
  std::map<uint32_t, std::vector<Effect>> Effects; ///< of calls, on demand
  std::vector<TrustedTest> Found;
  std::set<EventRef> Claimed;
  bool Reporting = false;

  void event(State &S, uint32_t N);
  void edge(State &S, uint32_t B, uint32_t Way);
  std::vector<Effect> effects(uint32_t N);
  std::vector<Effect> effectsOfCallees(uint32_t N);
  void changed(State &S, uint32_t N, const Effect &E);
  bool sameElement(uint32_t Read, uint32_t Other) const;
  bool setsFlag(EventRef At) const;
  bool settles(ValueId V, Place &What, int Depth = 6);
};

/// `insert({key, value})` has the key inside.
std::string keyText(const Program &P, FunctionId F, ValueId V) {
  const EventRef Made = V == None ? EventRef() : P.definition(F, V);
  if (Made.isValid() && P.event(Made).K == Event::Op &&
      P.event(Made).Text == "aggregate")
    return "";
  return valueText(P, F, V);
}

/// What a call's key is, where two calls can be compared by it. An atomic has
/// none.
std::string keyAt(const Program &P, EventRef At) {
  const Event &E = P.event(At);
  if (const LibraryCall *Known = E.K == Event::Call ? libraryCall(E) : nullptr;
      Known && Known->Synchronised)
    return "";
  if (E.K == Event::Call && E.Receiver && !E.Args.empty() &&
      P.callees(At).empty())
    return keyText(P, At.F, E.Args[0].Val);
  const std::string Text = elementText(P, At);
  return Text.starts_with("at ") ? Text.substr(3) : Text;
}

bool Tracker::sameElement(uint32_t Read, uint32_t Other) const {
  const std::string One = keyAt(P, Order.at(Read)),
                    Two = keyAt(P, Order.at(Other));
  return One.empty() || Two.empty() || One == Two;
}

/// Times and events: nothing is done by waiting for one twice.
bool isWait(const Program &P, FunctionId F, const Event &E) {
  std::string_view Spelled = E.AwaitableRecord;
  const EventRef Made = E.Operands.empty() || E.Operands[0] == None
                            ? EventRef()
                            : P.definition(F, E.Operands[0]);
  if (Made.isValid() && P.event(Made).K == Event::Call)
    Spelled = P.event(Made).CalleeName;
  std::string Name(lastComponent(Spelled));
  std::transform(Name.begin(), Name.end(), Name.begin(), [](char C) {
    return C >= 'A' && C <= 'Z' ? char(C - 'A' + 'a') : C;
  });
  static constexpr std::string_view Waits[] = {
      "wait",  "poll",    "sleep", "delay", "yield",    "pause",
      "ready", "resched", "timer", "event", "barrier",  "latch",
      "until", "timeout", "post",  "tick",  "resume_on"};
  return std::any_of(
      std::begin(Waits), std::end(Waits),
      [&](std::string_view Word) { return Name.find(Word) != Name.npos; });
}

std::vector<Effect> Tracker::effectsOfCallees(uint32_t N) {
  const EventRef At = Order.at(N);
  const Event &E = P.event(At);
  std::vector<Effect> Result;
  constexpr size_t MostAccesses = 40;
  for (FunctionId Callee : P.callees(At)) {
    const Function &Body = P.function(Callee);
    const std::vector<Access> &All = P.accesses(Callee);
    if (Body.Coroutine || Body.Lambda || All.size() > MostAccesses)
      continue;
    const Flow &Fl = P.impl().flow(F);
    for (const Access &A : All) {
      if (A.InCallee && !P.callees(A.At).empty())
        continue;
      const Event &In = P.event(A.At);
      const bool Looks = A.Kind == AccessKind::Read &&
                         !(In.K == Event::Load && In.ForUpdate) &&
                         !(In.K == Event::Call && onlyLocates(In));
      if (!Looks && A.Kind != AccessKind::Write)
        continue;
      for (Place &Here : Fl.translate(A.Where, E, Callee, {}))
        if (!Reads.isOwn(Here)) {
          Effect Does{Looks, {}, std::move(Here), A.Loc, Callee};
          if (!Looks)
            Does.What = actOf(P, A);
          Result.push_back(std::move(Does));
        }
    }
  }
  return Result;
}

std::vector<Effect> Tracker::effects(uint32_t N) {
  const Event &E = P.event(Order.at(N));
  if (E.Why == Implicit::Destructor || E.Why == Implicit::AwaitProtocol)
    return {};
  if (E.K == Event::Call && !P.callees(Order.at(N)).empty()) {
    auto [It, New] = Effects.try_emplace(N);
    if (New)
      It->second = effectsOfCallees(N);
    return It->second;
  }
  std::vector<Effect> Result;
  // A move takes what is there, much or little.
  if (E.K == Event::Load) {
    for (uint32_t I : AccessesOf[N])
      if (const Access &A = P.accesses(F)[I];
          A.Kind == AccessKind::Write && !Reads.isOwn(A.Where))
        Result.push_back({false, {Act::Settle, ""}, A.Where, A.Loc, F});
    return Result;
  }
  if (E.K != Event::Store && E.K != Event::Call)
    return Result;
  for (uint32_t I : AccessesOf[N]) {
    const Access &A = P.accesses(F)[I];
    if (A.Kind == AccessKind::Write && !Reads.isOwn(A.Where))
      Result.push_back({false, actOf(P, A), A.Where, A.Loc, F});
  }
  return Result;
}

bool Tracker::setsFlag(EventRef At) const {
  const Event &E = P.event(At);
  if (E.K != Event::Store || E.Operands.size() != 1)
    return false;
  const EventRef Made = P.definition(F, E.Operands[0]);
  return Made.isValid() && P.event(Made).K == Event::Constant;
}

void Tracker::changed(State &S, uint32_t N, const Effect &E) {
  for (auto It = S.Tests.begin(); It != S.Tests.end();) {
    const auto &[Key, Held] = *It;
    const Place &Where = Reads.place(Held.Place);
    if (!isOf(Where, E.At) || !sameElement(Held.Read, N)) {
      ++It;
      continue;
    }
    if (Held.stale() && Reporting && E.What.K != Act::Settle) {
      TrustedTest T;
      T.Tested = Where;
      T.Read = Order.at(Held.Read);
      T.Branch = Key.first;
      T.Way = Held.Way;
      T.Suspension = Order.at(Held.Suspension);
      T.OnlyWaits = Held.OnlyWaits;
      T.Change = Order.at(N);
      T.Changed = E.At;
      T.What = seenFrom(Where, E.What, E.At);
      T.Where = E.Loc;
      T.By = E.By;
      Found.push_back(std::move(T));
    }
    It = S.Tests.erase(It);
  }
  auto Of = [&](const Claim &C) { return overlaps(C.What, E.At); };
  const bool Claimed =
      std::erase_if(S.Fresh, [&](const Look &T) {
        return isOf(Reads.place(T.Place), E.At) && sameElement(T.Read, N);
      }) > 0;
  if (Claimed) {
    if (std::none_of(S.Claims.begin(), S.Claims.end(), Of))
      S.Claims.push_back({E.At, setsFlag(Order.at(N))});
  } else {
    std::erase_if(S.Claims, Of);
  }
}

void Tracker::event(State &S, uint32_t N) {
  const EventRef At = Order.at(N);
  const Event &E = P.event(At);
  bool OldValue = false; // coro-stale-write says so
  Reads.event(S.Values, N,
              [&](uint32_t, const Place &To, const OldReads::Facts &Value) {
                for (const OldReads::Fact &Known : Value)
                  OldValue |= Known.stale() && !Known.Weak &&
                              overlaps(Reads.place(Known.Place), To);
              });
  if (!Reads.locked(At))
    for (auto &[Key, Held] : S.Tests)
      Held.Covered = false;
  if (E.K == Event::Suspend && suspends(E, O) &&
      E.Suspending != SuspendKind::Initial) {
    S.Fresh.clear();
    if (Reporting && std::any_of(S.Claims.begin(), S.Claims.end(),
                                 [](const Claim &C) { return C.Flag; }))
      Claimed.insert(At);
    const bool Wait = isWait(P, F, E);
    for (auto &[Key, Held] : S.Tests) {
      if (!Held.stale() && !Held.Covered && S.Claims.empty())
        Held.Suspension = N;
      Held.OnlyWaits &= Wait;
    }
    return;
  }
  if (Reads.revalidations().any(N))
    for (auto &[Key, Held] : S.Tests)
      if (Reads.revalidations().settles(N, Reads.place(Held.Place)))
        Held.Suspension = None;
  if (S.Tests.empty() && S.Fresh.empty() && S.Claims.empty())
    return;
  const std::vector<Effect> Does = effects(N);
  // A function that looks for itself needs no test before.
  for (const Effect &D : Does)
    if (D.Looks)
      std::erase_if(S.Tests, [&](const auto &T) {
        return T.second.stale() && overlaps(Reads.place(T.second.Place), D.At);
      });
  for (const Effect &D : Does) {
    if (D.Looks || D.What.K == Act::Nothing)
      continue;
    if (OldValue)
      std::erase_if(S.Tests, [&](const auto &T) {
        return T.second.stale() && isOf(Reads.place(T.second.Place), D.At);
      });
    changed(S, N, D);
  }
}

/// A call that looks and changes in one go, whose result decides.
bool Tracker::settles(ValueId V, Place &What, int Depth) {
  V = Order.throughLocal(P, V);
  const EventRef Made = V == None ? EventRef() : P.definition(F, V);
  if (!Made.isValid() || Depth == 0)
    return false;
  const Event &E = P.event(Made);
  if (E.K == Event::Op)
    return std::any_of(
        E.Operands.begin(), E.Operands.end(),
        [&](ValueId Operand) { return settles(Operand, What, Depth - 1); });
  if (E.K == Event::Load && E.Target.Base == Place::Value)
    return settles(E.Target.Index, What, Depth - 1);
  if (E.K != Event::Call)
    return false;
  const std::vector<Effect> Does = effects(Order.number(Made));
  for (const Effect &D : Does) {
    const bool Looked =
        std::any_of(Does.begin(), Does.end(), [&](const Effect &Other) {
          return Other.Looks && overlaps(Other.At, D.At);
        });
    if (D.What.K == Act::Settle || (D.What.K != Act::Nothing && Looked)) {
      What = D.At;
      return true;
    }
  }
  return false;
}

void Tracker::edge(State &S, uint32_t B, uint32_t Way) {
  const Terminator &End = Fn.Blocks[B].End;
  const uint32_t To = End.Succs[Way];
  if (End.Condition != None && End.Succs.size() > 1 &&
      End.K != Terminator::RangeFor) {
    for (const OldReads::Fact &Known : Reads.ofValue(S.Values, End.Condition)) {
      if (Known.Weak)
        continue;
      const Place &Where = Reads.place(Known.Place);
      if (!Known.stale()) {
        std::erase_if(S.Tests, [&](const auto &T) {
          return overlaps(Reads.place(T.second.Place), Where) &&
                 sameElement(T.second.Read, Known.Read);
        });
        const Look New{Known.Place, Known.Read};
        std::erase(S.Fresh, New);
        S.Fresh.push_back(New);
      }
      if (To != Meet[B])
        S.Tests[{B, Known.Place}] = {Known.Place, Known.Read, Way,
                                     Known.Suspension, Known.Covered};
    }
    Place What;
    if (settles(End.Condition, What) &&
        std::none_of(S.Claims.begin(), S.Claims.end(),
                     [&](const Claim &C) { return C.What == What; }))
      S.Claims.push_back({What, /*Flag=*/false});
  }
  std::erase_if(S.Tests,
                [&](const auto &T) { return Meet[T.first.first] == To; });
  for (ValueId V : Order.endingWith(B))
    S.Values.erase({V, ""});
}

std::vector<TrustedTest> Tracker::run() {
  auto Block = [this](State &S, uint32_t B) {
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      event(S, Order.first(B) + I);
  };
  auto Edge = [this](State &S, uint32_t B, uint32_t Way) { edge(S, B, Way); };
  std::vector<std::optional<State>> At =
      solveForward(Fn, State(), Block, joinInto, Edge);
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B])
      Block(*At[B], B);
  return std::move(Found);
}

} // namespace

std::vector<TrustedTest> trustedTests(const Program &P, FunctionId F,
                                      const Options &O,
                                      const SharedState &Shared,
                                      const Accessors &Calls) {
  return Tracker(P, F, O, Shared, Calls).run();
}

std::set<EventRef> claimedSuspensions(const Program &P, FunctionId F,
                                      const Options &O,
                                      const SharedState &Shared,
                                      const Accessors &Calls) {
  Tracker T(P, F, O, Shared, Calls);
  T.run();
  return T.claimed();
}

} // namespace cotidy
