//===- MutableGlobal.cpp - Coroutines that use mutable globals --*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   int hits;                         task<> worker() {
//                                       ++hits;            // <-- here
//                                       co_await tick();
//                                     }
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include "rules/Checks.h"
#include "rules/StateObject.h"
#include "rules/Wording.h"
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace cotidy {

namespace {

constexpr char CheckName[] = "coro-mutable-global";

/// How much one access weighs. Slight: a write that only may be, or that is
/// synchronised, and what somebody else is to answer for.
enum class Weight { Nothing, Slight, Read, Write };

/// What one coroutine does to one variable.
struct Use {
  FunctionId F = None;
  std::vector<const Access *> Accesses; ///< in the order of the text
};

bool isContainerCall(const Program &P, const Access &A, const Variable &V) {
  const Event &E = P.event(A.At);
  return E.K == Event::Call && E.Receiver && A.Where.isWhole() &&
         V.Ty.Class == TypeClass::Container;
}

/// Is a task, or what makes one when it is called, handed to a spawner?
bool startsTask(const Program &P, const Options &O, EventRef At) {
  const Event &E = P.event(At);
  return E.K == Event::Call && matchesName(O.Spawners, E.CalleeName) &&
         std::any_of(E.Args.begin(), E.Args.end(), [&](const Argument &A) {
           EventRef Made;
           if (A.Val != None)
             Made = P.definition(At.F, A.Val);
           if (!Made.isValid())
             return false;
           const Event &Maker = P.event(Made);
           return Maker.K == Event::Closure || Maker.ResultType.Coroutine ||
                  Maker.ResultType.Class == TypeClass::Callable;
         });
}

/// Does the event destroy a task?
bool endsTask(const Program &P, EventRef At) {
  const Event &E = P.event(At);
  if (E.Why != Implicit::Destructor || !E.Receiver)
    return false;
  const Place &Object = E.Receiver->From;
  if (Object.Base == Place::Local)
    return P.function(At.F).Locals[Object.Index].Ty.Coroutine;
  EventRef Made;
  if (Object.Base == Place::Value)
    Made = P.definition(At.F, Object.Index);
  return Made.isValid() && P.event(Made).ResultType.Coroutine;
}

/// Does the event call a closure that another coroutine made? That one has the
/// finding, where it hands the closure on.
bool callsOthersClosure(const Program &P, const Access &A) {
  if (!A.InCallee)
    return false;
  std::vector<FunctionId> Bodies = P.callees(A.At);
  return !Bodies.empty() &&
         std::all_of(Bodies.begin(), Bodies.end(), [&](FunctionId Body) {
           if (!P.function(Body).Lambda)
             return false;
           FunctionId Maker = P.find(P.function(Body).Parent);
           return Maker != None && Maker != A.At.F &&
                  P.function(Maker).Coroutine;
         });
}

/// Hardly the doing of the coroutine's author: a scheduler's own state behind
/// its awaiters, its tasks and what starts them; what a macro of another file,
/// an assertion or a log line, calls for its library.
bool isOthersDoing(const Program &P, const Options &O, const Access &A) {
  return A.Why == Implicit::AwaitProtocol || endsTask(P, A.At) ||
         startsTask(P, O, A.At) ||
         (A.InCallee && A.Loc.inMacro() && A.Loc.SpellingFile != A.Loc.File) ||
         callsOthersClosure(P, A);
}

class MutableGlobals {
public:
  MutableGlobals(const Program &P, const Options &O)
      : P(P), O(O), Beside(P, O), Threads(startsThreads(P)) {}

  std::vector<Finding> run() {
    for (GlobalId G = 0; G < P.globals().size(); ++G)
      if (mayBeShared(G))
        collect(G);
    group();
    std::vector<Finding> Findings;
    for (const auto &[G, Uses] : ByVariable)
      for (const Use &U : Uses)
        report(G, U, Findings);
    return Findings;
  }

private:
  bool mayBeShared(GlobalId G) const {
    const Variable &V = P.globals()[G];
    return !V.ThreadLocal && !V.System && V.Ty.Class != TypeClass::Sync &&
           V.Ty.Class != TypeClass::Atomic &&
           !matchesName(O.IgnoredGlobals, V.Display) &&
           !matchesName(O.IgnoredTypes, V.Ty.Record);
  }

  struct Verdict {
    Confidence Sure = Confidence::Low;
    const Access *At = nullptr;
    const Use *Second = nullptr; ///< by another coroutine
    const ConcurrentPair *Beside = nullptr;
  };

  Weight weigh(GlobalId G, const Access &A) const;
  void collect(GlobalId G);
  Weight strongest(const Use &U, GlobalId G) const;
  bool writtenAnywhere(GlobalId G) const;
  bool writtenByCoroutine(GlobalId G) const;
  std::optional<Verdict> judge(GlobalId G, const Use &U) const;
  void report(GlobalId G, const Use &U, std::vector<Finding> &Out) const;
  std::string useMessage(const Access &A, TextRef Name) const;
  void group();
  std::string calleeOf(const Access &A) const;
  Location placeOf(const Access &A) const;

  const Program &P;
  const Options &O;
  Concurrency Beside;
  bool Threads;
  std::map<GlobalId, std::vector<Use>> ByVariable;
  std::map<GlobalId, std::shared_ptr<const StateObject>> States;
};

Weight MutableGlobals::weigh(GlobalId G, const Access &A) const {
  const Variable &V = P.globals()[G];
  bool OfPointee = A.Where.throughDeref();
  bool IsRead = A.Kind == AccessKind::Read;
  // A constant pointer's pointee may change, the pointer may not.
  if ((V.Constant && (!OfPointee || A.Kind == AccessKind::Escape)) ||
      (OfPointee && V.Ty.PointeeConst && !IsRead) ||
      (A.Storing == StoreKind::Init &&
       (P.event(A.At).K == Event::Store || P.event(A.At).Constructor)))
    return Weight::Nothing;
  bool Sure = A.Certain || isContainerCall(P, A, V);
  if (A.Kind == AccessKind::Escape || A.Synchronised ||
      isOthersDoing(P, O, A) || (!IsRead && !Sure))
    return Weight::Slight;
  return IsRead ? Weight::Read : Weight::Write;
}

void MutableGlobals::collect(GlobalId G) {
  std::map<FunctionId, Use> Uses;
  for (const Program::GlobalUse &U : P.uses(G)) {
    const Function &Fn = P.function(U.F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    const Access &A = *U.How;
    if (weigh(G, A) == Weight::Nothing)
      continue;
    Uses[U.F].F = U.F;
    Uses[U.F].Accesses.push_back(&A);
  }
  for (auto &[F, U] : Uses) {
    std::sort(U.Accesses.begin(), U.Accesses.end(),
              [&](const Access *A, const Access *B) {
                return std::make_tuple(placeOf(*A).Line, A->At) <
                       std::make_tuple(placeOf(*B).Line, B->At);
              });
    ByVariable[G].push_back(std::move(U));
  }
}

Weight MutableGlobals::strongest(const Use &U, GlobalId G) const {
  Weight Most = Weight::Nothing;
  for (const Access *A : U.Accesses)
    Most = std::max(Most, weigh(G, *A));
  return Most;
}

bool MutableGlobals::writtenAnywhere(GlobalId G) const {
  const std::vector<Program::GlobalUse> &Uses = P.uses(G);
  return std::any_of(
      Uses.begin(), Uses.end(), [&](const Program::GlobalUse &U) {
        const Access &A = *U.How;
        return A.Kind != AccessKind::Read && weigh(G, A) != Weight::Nothing;
      });
}

bool MutableGlobals::writtenByCoroutine(GlobalId G) const {
  auto It = ByVariable.find(G);
  return It != ByVariable.end() &&
         std::any_of(It->second.begin(), It->second.end(), [&](const Use &U) {
           return strongest(U, G) == Weight::Write;
         });
}

/// What the coroutine calls to have it done; empty where it does it itself.
std::string MutableGlobals::calleeOf(const Access &A) const {
  const Event &E = P.event(A.At);
  if (E.K != Event::Call || (!A.InCallee && A.Certain))
    return "";
  return E.CalleeName.str();
}

/// Where the coroutine's own text has the access: a default argument is written
/// elsewhere and used at the call.
Location MutableGlobals::placeOf(const Access &A) const {
  if (A.Why != Implicit::DefaultArgument)
    return A.Loc;
  const std::vector<Event> &Events =
      P.function(A.At.F).Blocks[A.At.Block].Events;
  for (size_t I = A.At.Index; I < Events.size(); ++I)
    if (Events[I].Why == Implicit::No && Events[I].Loc.isValid())
      return Events[I].Loc;
  return A.Loc;
}

std::string MutableGlobals::useMessage(const Access &A, TextRef Name) const {
  std::string Through = calleeOf(A);
  return "'" + Name + "' is also " +
         (A.Kind == AccessKind::Read    ? "read"
          : A.Kind == AccessKind::Write ? "written"
                                        : "handed on") +
         " here" + (Through.empty() ? "" : ", through '" + Through + "'");
}

/// Do at least half of those that are in one of them stand in both, but for
/// \p Less that may be left out?
static bool nearlyTheSame(const std::set<FunctionId> &A,
                          const std::set<FunctionId> &B, size_t Less = 0) {
  const size_t Both = std::count_if(
      A.begin(), A.end(), [&](FunctionId F) { return B.contains(F); });
  return Both != 0 && 2 * Both + Less >= A.size() + B.size() - Both;
}

/// Puts together what nearly the same coroutines use. One that would hold both
/// variables, and only looks at one in the end, say, does not count.
void MutableGlobals::group() {
  std::map<GlobalId, std::set<FunctionId>> Users;
  for (const auto &[G, Uses] : ByVariable)
    for (const Use &U : Uses)
      if (strongest(U, G) >= Weight::Read)
        Users[G].insert(U.F);
  auto Holder = [&](GlobalId G) {
    return stateOfGlobals(P, {G}, {Users[G].begin(), Users[G].end()}, O,
                          Threads)
        .Owner;
  };
  auto BelongTogether = [&](GlobalId A, GlobalId B) {
    if (nearlyTheSame(Users[A], Users[B]))
      return true;
    if (!nearlyTheSame(Users[A], Users[B], /*Less=*/1))
      return false;
    std::set<FunctionId> OfA = Users[A], OfB = Users[B];
    const FunctionId Holds = Holder(A);
    if (Holds == None || (!OfA.contains(Holds) && !OfB.contains(Holds)) ||
        Holder(B) != Holds)
      return false;
    OfA.erase(Holds);
    OfB.erase(Holds);
    return nearlyTheSame(OfA, OfB);
  };
  using Group = std::set<GlobalId>;
  std::map<GlobalId, std::shared_ptr<Group>> GroupOf;
  std::map<FunctionId, std::vector<GlobalId>> UsedBy;
  for (const auto &[G, Mine] : Users) {
    const auto Own = std::make_shared<Group>(Group{G});
    GroupOf[G] = Own;
    std::set<GlobalId> Others; // with a user in common
    for (FunctionId F : Mine) {
      Others.insert(UsedBy[F].begin(), UsedBy[F].end());
      UsedBy[F].push_back(G);
    }
    for (GlobalId Other : Others) {
      if (writtenByCoroutine(Other) != writtenByCoroutine(G) ||
          !BelongTogether(Other, G))
        continue;
      const std::shared_ptr<Group> Joins = GroupOf[Other];
      for (GlobalId Member : *Joins) {
        Own->insert(Member);
        GroupOf[Member] = Own;
      }
    }
  }
  for (const auto &[First, Members] : GroupOf) {
    if (First != *Members->begin())
      continue;
    std::vector<FunctionId> Takers;
    for (GlobalId G : *Members)
      for (const Use &U : ByVariable[G])
        if (std::find(Takers.begin(), Takers.end(), U.F) == Takers.end())
          Takers.push_back(U.F);
    auto State = std::make_shared<StateObject>(stateOfGlobals(
        P, {Members->begin(), Members->end()}, std::move(Takers), O, Threads));
    for (GlobalId G : *Members)
      States[G] = State;
  }
}

/// What is worth saying of a coroutine's use of the variable: where, and how
/// sure; nothing where the variable turns out to be constant.
std::optional<MutableGlobals::Verdict>
MutableGlobals::judge(GlobalId G, const Use &U) const {
  const Variable &V = P.globals()[G];
  auto First = [&](auto Holds) -> const Access * {
    auto It = std::find_if(U.Accesses.begin(), U.Accesses.end(),
                           [&](const Access *A) { return Holds(*A); });
    return It == U.Accesses.end() ? nullptr : *It;
  };

  Verdict Says;
  Says.Beside = Beside.withAny(U.F);
  for (const Use &Other : ByVariable.at(G))
    if (!Says.Second && strongest(Other, G) >= Weight::Read &&
        !(P.function(Other.F).Loc == P.function(U.F).Loc))
      Says.Second = &Other;

  if ((Says.At = First(
           [&](const Access &A) { return weigh(G, A) == Weight::Write; }))) {
    bool Guarded =
        std::all_of(U.Accesses.begin(), U.Accesses.end(), [](const Access *A) {
          return A->Locked || A->Synchronised;
        });
    Says.Sure = (Says.Beside || Says.Second) && !Guarded ? Confidence::High
                                                         : Confidence::Medium;
    return Says;
  }
  Says.Beside = nullptr;
  const Access *Read =
      First([&](const Access &A) { return weigh(G, A) == Weight::Read; });
  if (Read && writtenByCoroutine(G)) {
    Says.At = Read;
    Says.Sure = Confidence::Medium;
    return Says;
  }
  Says.Sure = Confidence::Low;
  if ((Says.At = First(
           [&](const Access &A) { return A.Kind == AccessKind::Write; })) ||
      (Says.At = First(
           [&](const Access &A) { return A.Kind == AccessKind::Escape; })))
    return Says;
  Says.At = U.Accesses.front();
  if (V.Defined && !writtenAnywhere(G))
    return std::nullopt;
  return Says;
}

void MutableGlobals::report(GlobalId G, const Use &U,
                            std::vector<Finding> &Out) const {
  std::optional<Verdict> Says = judge(G, U);
  if (!Says || Says->Sure < O.MinConfidence)
    return;
  const Access &At = *Says->At;
  const Variable &V = P.globals()[G];
  std::string Coroutine = nameOf(P, U.F);
  std::string Through = calleeOf(At);

  Finding F;
  F.Check = CheckName;
  F.Sure = Says->Sure;
  F.Loc = placeOf(At);
  F.Message = "coroutine '" + Coroutine + "' " +
              (At.Kind == AccessKind::Read     ? "reads"
               : At.Kind == AccessKind::Escape ? "hands on"
               : At.Certain                    ? "writes"
                                               : "may write") +
              " mutable global '" + V.Display + "'" +
              (Through.empty() ? "" : " through '" + Through + "'");
  F.Subject = Coroutine + " " + V.Display;
  for (const PathStep &Step : P.path(At))
    F.Path.push_back({Step.Loc, Step.Message});
  std::set<uint32_t> Told{F.Loc.Offset};
  for (const Access *A : U.Accesses)
    if (!P.event(A->At).ForUpdate && Told.insert(placeOf(*A).Offset).second)
      F.Notes.push_back({placeOf(*A), useMessage(*A, V.Display)});
  if (Says->Second)
    F.Notes.push_back({Says->Second->Accesses.front()->Loc,
                       "coroutine '" + nameOf(P, Says->Second->F) + "' uses '" +
                           V.Display + "' too"});
  if (Says->Beside)
    F.Notes.push_back(
        {Says->Beside->Where,
         "'" + Coroutine + "' does not run alone: " + Says->Beside->How});
  F.Notes.push_back({V.Loc, "'" + V.Display + "' is declared here"});
  F.About.In = U.F;
  F.About.Where.Base = Place::Global;
  F.About.Where.Index = G;
  if (auto State = States.find(G); State != States.end()) {
    F.Cure = State->second;
    F.Notes.push_back({F.Loc, F.Cure->cure(P)});
  }
  Out.push_back(std::move(F));
}

} // namespace

std::vector<Finding> mutableGlobal(const Program &P, const Options &O) {
  return MutableGlobals(P, O).run();
}

} // namespace cotidy
