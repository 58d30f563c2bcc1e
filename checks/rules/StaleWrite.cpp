//===- StaleWrite.cpp - Old state written back ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   task<> account::deposit(int amount) {
//     int old = balance;
//     co_await audit();
//     balance = old + amount;            // <-- here
//   }
//
// Goes forward through the coroutine. Each value and each local carries facts:
// of which shared places it holds what was read, and whether a suspension came
// since. A read of the place after the suspension, by the coroutine or by what
// it calls, makes them fresh again. A carrier has one fresh and one stale fact
// for each place at most, and only what is used later carries any: the cost is
// the number of events times the carriers alive at a suspension, which real
// code keeps small.
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/Locks.h"
#include "rules/Accessors.h"
#include "rules/Checks.h"
#include "rules/Copies.h"
#include "rules/Dataflow.h"
#include "rules/Elements.h"
#include "rules/Sequencing.h"
#include "rules/SharedState.h"
#include "rules/Wording.h"
#include <algorithm>
#include <tuple>

namespace cotidy {

namespace {

/// What a carrier holds of one shared place.
struct Fact {
  uint32_t Place;             ///< index into the function's shared places
  uint32_t Read;              ///< number of the event that read it
  uint32_t Suspension = None; ///< number of the one that came since
  bool Covered = false;       ///< a lock has been held ever since the read
  bool Weak = false;          ///< by way of a call that may do anything with it
  bool Unchanged = true;      ///< the very value that was read

  bool stale() const { return Suspension != None; }
  bool operator==(const Fact &) const = default;
};
using Facts = std::vector<Fact>;

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

/// Values by their id; variables of the function's own above them.
using Carrier = std::pair<uint64_t, std::string>;
using State = std::map<Carrier, Facts>;

bool joinInto(State &Into, const State &From) {
  bool Changed = false;
  for (const auto &[C, New] : From) {
    Facts &Old = Into[C];
    for (const Fact &F : New)
      Changed |= addFact(Old, F);
  }
  return Changed;
}

/// Library functions that replace what their receiver holds by what they get.
bool replaces(const Event &E) {
  if (!E.CalleeStd || !E.Receiver || E.Args.empty())
    return false;
  static const std::vector<std::string> Names = {"store", "operator=", "resize",
                                                 "assign"};
  return matchesName(Names, E.CalleeName);
}

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

bool isScalar(const Type &T) {
  return T.Class == TypeClass::Bool || T.Class == TypeClass::Enum ||
         T.Class == TypeClass::Integer || T.Class == TypeClass::Floating;
}

class StaleWrites {
public:
  StaleWrites(const Program &P, const Options &O, const SharedState &Shared,
              Accessors &Calls, FunctionId F)
      : P(P), O(O), Shared(Shared), Calls(Calls), F(F), Fn(P.function(F)),
        Live(Fn) {}

  void run(std::vector<Finding> &Out);

private:
  const Program &P;
  const Options &O;
  const SharedState &Shared;
  Accessors &Calls;
  FunctionId F;
  const Function &Fn;
  LocalLiveness Live;

  std::vector<uint32_t> FirstOf; ///< number of each block's first event
  std::vector<EventRef> Events;
  std::vector<std::pair<uint32_t, uint32_t>> AccessesOf; ///< per event
  std::vector<std::vector<ValueId>> EndAt; ///< values last used by an event
  std::vector<std::vector<bool>> Locks;
  std::vector<Unsequenced> Unordered;
  std::set<std::string> Reseated; ///< pointers that the function changes

  struct SharedPlace {
    Place Where;
    std::optional<Sharing> How;
  };
  std::vector<SharedPlace> Places;
  std::map<std::string, uint32_t> PlaceIds;
  std::map<uint32_t, bool> LocalIsShared;

  struct Write {
    uint32_t At;
    Fact Of;
    Place Where;
  };
  std::map<uint32_t, Write> Found; ///< by the writing event
  bool Reporting = false;

  void index();
  uint32_t placeId(const Place &Where);
  bool isOwn(const Place &Where);
  std::optional<Carrier> carrierOf(const Place &Where);

  void block(State &S, uint32_t B);
  void event(State &S, uint32_t N);
  Facts carried(State &S, const Place &Where);
  Facts ofValues(const State &S, const std::vector<ValueId> &Values) const;
  Facts ofArgument(State &S, const Argument &A);
  void read(Facts &Into, uint32_t N, const Place &Where);
  void lookedAt(State &S, const Place &Where);
  void suspended(State &S, uint32_t N);
  void stored(State &S, uint32_t N, const Place &To, const Facts &Value,
              bool Whole);
  void call(State &S, uint32_t N, Facts &Result);
  void written(uint32_t N, const Place &To, const Facts &Value);
  std::optional<Finding> finding(const Write &W);
};

std::string keyOf(const Place &Where) {
  std::string Key =
      std::to_string(int(Where.Base)) + ":" + std::to_string(Where.Index);
  for (const PathElement &E : Where.Path)
    Key += E.K == PathElement::Field   ? "." + E.Name
           : E.K == PathElement::Deref ? "*"
                                       : "[]";
  return Key;
}

void StaleWrites::index() {
  std::vector<uint32_t> Last(Fn.NumValues, None);
  auto Used = [&](ValueId V, uint32_t N) {
    if (V < Last.size())
      Last[V] = N;
  };
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    FirstOf.push_back(Events.size());
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      const uint32_t N = Events.size();
      Events.push_back({F, B, I});
      Used(E.Result, N);
      for (ValueId V : E.Operands)
        Used(V, N);
      for (const Argument &A : E.Args)
        Used(A.Val, N);
      if (E.Receiver)
        Used(E.Receiver->Val, N);
    }
    if (Fn.Blocks[B].End.Condition != None && !Events.empty())
      Used(Fn.Blocks[B].End.Condition, Events.size() - 1);
  }
  EndAt.resize(Events.size());
  for (ValueId V = 0; V < Last.size(); ++V)
    if (Last[V] != None)
      EndAt[Last[V]].push_back(V);

  AccessesOf.resize(Events.size());
  const std::vector<Access> &All = P.accesses(F);
  for (uint32_t I = 0; I < All.size(); ++I) {
    const Access &A = All[I];
    auto &[First, End] = AccessesOf[FirstOf[A.At.Block] + A.At.Index];
    if (First == End)
      First = I;
    End = I + 1;
    const bool Init = P.event(A.At).K == Event::Store &&
                      P.event(A.At).Storing == StoreKind::Init;
    if (A.Kind == AccessKind::Write && !A.InCallee && !Init)
      Reseated.insert(keyOf(A.Where));
  }
}

uint32_t StaleWrites::placeId(const Place &Where) {
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

bool StaleWrites::isOwn(const Place &Where) {
  if (Where.throughDeref())
    return false;
  switch (Where.Base) {
  case Place::Local: {
    auto [It, New] = LocalIsShared.try_emplace(Where.Index);
    if (New)
      It->second = Shared.of(F, {Place::Local, Where.Index, {}}).has_value();
    return !It->second;
  }
  case Place::Parameter:
    return !Fn.Params[Where.Index].Ty.Reference;
  case Place::Capture:
    return !Fn.Captures[Where.Index].ByReference;
  default:
    return false;
  }
}

std::optional<Carrier> StaleWrites::carrierOf(const Place &Where) {
  if (!isOwn(Where))
    return std::nullopt;
  const uint64_t Root =
      (uint64_t(Where.Base) << 32 | Where.Index) + (uint64_t(1) << 40);
  std::string Field;
  if (!Where.Path.empty() && Where.Path[0].K == PathElement::Field)
    Field = Where.Path[0].Name;
  return Carrier{Root, Field};
}

Facts StaleWrites::carried(State &S, const Place &Where) {
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

Facts StaleWrites::ofValues(const State &S,
                            const std::vector<ValueId> &Values) const {
  Facts Result;
  for (ValueId V : Values)
    if (auto It = S.find({V, ""}); It != S.end())
      for (const Fact &Known : It->second)
        addFact(Result, Known);
  return Result;
}

Facts StaleWrites::ofArgument(State &S, const Argument &A) {
  if (A.Moved)
    return {};
  Facts Result = ofValues(S, {A.Val});
  if (A.How != Passing::Value)
    for (const Fact &Known : carried(S, A.From))
      addFact(Result, Known);
  return Result;
}

/// The value of a shared place.
void StaleWrites::read(Facts &Into, uint32_t N, const Place &Where) {
  if (isOwn(Where) || Where.Base == Place::Value ||
      Where.Base == Place::Unknown)
    return;
  Fact New;
  New.Place = placeId(Where);
  if (!Places[New.Place].How)
    return;
  New.Read = N;
  const EventRef At = Events[N];
  New.Covered = !Locks.empty() && Locks[At.Block][At.Index];
  addFact(Into, New);
}

/// Whoever looks at a place again knows what is there now.
void StaleWrites::lookedAt(State &S, const Place &Where) {
  for (auto &[C, Known] : S) {
    Facts Now;
    bool Any = false;
    for (Fact Old : Known) {
      if (Old.stale() && overlaps(Places[Old.Place].Where, Where)) {
        Old.Suspension = None;
        Any = true;
      }
      addFact(Now, Old);
    }
    if (Any)
      Known = std::move(Now);
  }
}

void StaleWrites::suspended(State &S, uint32_t N) {
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

void StaleWrites::stored(State &S, uint32_t N, const Place &To,
                         const Facts &Value, bool Whole) {
  std::optional<Carrier> C = carrierOf(To);
  if (!C) {
    written(N, To, Value);
    return;
  }
  if (Whole && C->second.empty()) {
    auto First = S.lower_bound({C->first, ""}), End = First;
    while (End != S.end() && End->first.first == C->first)
      ++End;
    S.erase(First, End);
  } else if (auto It = S.find({C->first, ""}); It != S.end()) {
    for (Fact &Known : It->second)
      Known.Unchanged = false;
  }
  const EventRef At = Events[N];
  if (To.Base == Place::Local && !Live.liveAfter(At.Block, At.Index, To.Index))
    return;
  if (Whole)
    S.erase(*C);
  for (const Fact &Known : Value)
    addFact(S[*C], Known);
}

void StaleWrites::written(uint32_t N, const Place &To, const Facts &Value) {
  if (!Reporting || Value.empty())
    return;
  for (const Fact &Known : Value) {
    if (!Known.stale() || !overlaps(Places[Known.Place].Where, To))
      continue;
    auto [It, New] = Found.try_emplace(N, Write{N, Known, To});
    if (!New && std::tie(Known.Weak, Known.Read) <
                    std::tie(It->second.Of.Weak, It->second.Of.Read))
      It->second = {N, Known, To};
  }
}

void StaleWrites::call(State &S, uint32_t N, Facts &Result) {
  const EventRef At = Events[N];
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
  const Accessed Plain = Calls.of(At);
  for (const Accessed::Taking &T : Plain.Taken)
    if (T.Argument < E.Args.size())
      written(N, T.Where, ofArgument(S, E.Args[T.Argument]));
  if (replaces(E))
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Write && !isOwn(All[I].Where))
        written(N, All[I].Where, ofArgument(S, E.Args[0]));

  for (uint32_t I = First; I < End; ++I) {
    const Access &A = All[I];
    if (A.Kind == AccessKind::Read && !onlyLocates(E) && !isOwn(A.Where))
      lookedAt(S, A.Where);
    if (A.Kind == AccessKind::Write && isOwn(A.Where))
      stored(S, N, A.Where, Given, E.Constructor);
  }

  for (const Place &Pl : Plain.Given)
    read(Given, N, Pl);
  if (E.Receiver && (E.CalleeStd || E.CalleeSystem) && isScalar(E.ResultType))
    for (uint32_t I = First; I < End; ++I)
      if (All[I].Kind == AccessKind::Read && !onlyLocates(E))
        read(Given, N, All[I].Where);
  Result = std::move(Given);
}

void StaleWrites::event(State &S, uint32_t N) {
  const EventRef At = Events[N];
  const Event &E = P.event(At);
  const std::vector<Access> &All = P.accesses(F);
  auto [First, End] = AccessesOf[N];
  if (!Locks.empty() && !Locks[At.Block][At.Index])
    for (auto &[C, Known] : S)
      for (Fact &Old : Known)
        Old.Covered = false;

  Facts Result;
  switch (E.K) {
  case Event::Load:
    for (uint32_t I = First; I < End; ++I) {
      const Place &Where = All[I].Where;
      if (isOwn(Where)) {
        for (const Fact &Known : carried(S, Where))
          addFact(Result, Known);
        continue;
      }
      lookedAt(S, Where);
      read(Result, N, Where);
    }
    break;
  case Event::Op:
    Result = ofValues(S, E.Operands);
    if (E.Text != "cast" && E.Text != "?:")
      for (Fact &Known : Result)
        Known.Unchanged = false;
    break;
  case Event::Call:
    call(S, N, Result);
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
        stored(S, N, All[I].Where, Value, End - First == 1);
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
  for (ValueId V : EndAt[N])
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

void StaleWrites::block(State &S, uint32_t B) {
  for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
    event(S, FirstOf[B] + I);
}

std::optional<Finding> StaleWrites::finding(const Write &W) {
  const Place &Where = Places[W.Of.Place].Where;
  const std::optional<Sharing> &How = Places[W.Of.Place].How;
  const EventRef Read = Events[W.Of.Read], Written = Events[W.At],
                 Suspension = Events[W.Of.Suspension];
  if (!How)
    return std::nullopt;
  // coro-unsequenced-await says so.
  for (const Unsequenced &U : Unordered)
    if (U.Read == Read && U.Suspension == Suspension)
      return std::nullopt;

  Confidence Sure = How->Sure;
  if (W.Of.Weak)
    Sure = Confidence::Low;
  auto HasElement = [](const Place &Pl) {
    return std::any_of(
        Pl.Path.begin(), Pl.Path.end(),
        [](const PathElement &E) { return E.K == PathElement::Element; });
  };
  if (HasElement(Where) || HasElement(W.Where)) {
    std::string From = elementText(P, Read), To = elementText(P, Written);
    if (From.empty() || To.empty())
      Sure = Confidence::Low;
    else if (From != To)
      return std::nullopt;
  }
  // Saved, replaced for a while and put back: on purpose.
  if (W.Of.Unchanged)
    for (const Access &A : P.accesses(F))
      if (A.Kind == AccessKind::Write && A.At != Written &&
          overlaps(A.Where, Where))
        Sure = Confidence::Low;
  if (Sure < O.MinConfidence)
    return std::nullopt;

  const std::string Name = spelled(P, F, W.Where);
  const std::string Coroutine = nameOf(P, F);
  Finding Result;
  Result.Check = "coro-stale-write";
  Result.Sure = Sure;
  Result.Loc = P.event(Written).Loc;
  Result.Message = "'" + Name +
                   "' is written from a value that was read before the "
                   "coroutine was suspended; a change made meanwhile is lost";
  Result.Subject = Coroutine + " " + Name;
  Result.Path.push_back(
      {P.event(Read).Loc, "'" + spelled(P, F, Where) + "' is read here"});
  Result.Path.push_back({P.event(Suspension).Loc,
                         P.event(Suspension).Suspending == SuspendKind::Yield
                             ? "the coroutine is suspended here by 'co_yield'"
                             : "the coroutine is suspended here"});
  Result.Path.push_back({P.event(Written).Loc,
                         "'" + Name + "' is written here from the old value"});
  if (How->Other)
    Result.Notes.push_back(
        {How->Other->Loc,
         "'" + nameOf(P, How->Other->At.F) + "' " +
             (How->Other->Kind == AccessKind::Write ? "changes" : "uses") +
             " '" + Name + "' too"});
  if (How->Pair)
    Result.Notes.push_back(
        {How->Pair->Where, "it does not run alone: " + How->Pair->How});
  if (Where.Base == Place::Global)
    Result.Notes.push_back(
        {P.globals()[Where.Index].Loc,
         "'" + P.globals()[Where.Index].Display + "' is declared here"});
  Result.Notes.push_back(
      {P.event(Written).Loc,
       "await first and read '" + Name +
           "' afterwards, as '+=' with the await on its right does, or hold a "
           "coroutine mutex from the read to the write"});
  return Result;
}

void StaleWrites::run(std::vector<Finding> &Out) {
  index();
  Locks = heldLocks(P, F, O);
  Unordered = unsequencedReads(P, F, O);
  auto Transfer = [this](State &S, uint32_t B) { block(S, B); };
  std::vector<std::optional<State>> At =
      solveForward(Fn, State(), Transfer, joinInto);
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B])
      block(*At[B], B);
  for (const auto &[N, W] : Found)
    if (std::optional<Finding> Result = finding(W))
      Out.push_back(std::move(*Result));
}

} // namespace

std::vector<Finding> staleWrite(const Program &P, const Options &O) {
  std::vector<Finding> Findings;
  SharedState Shared(P, O);
  Accessors Calls(P);
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (Fn.Coroutine && !Fn.System)
      StaleWrites(P, O, Shared, Calls, F).run(Findings);
  }
  return Findings;
}

} // namespace cotidy
