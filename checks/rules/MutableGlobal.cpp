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
#include <set>
#include <tuple>

namespace cotidy {

namespace {

constexpr char CheckName[] = "coro-mutable-global";

/// How much one access weighs, from what can be forgotten to a sure write.
enum class Weight { Nothing, MaybeWrite, Read, Write };

/// What one coroutine does to one variable.
struct Use {
  FunctionId F = None;
  std::vector<const Access *> Accesses; ///< in the order of the text
};

bool earlierInText(const Access *A, const Access *B) {
  return std::tie(A->Loc.Offset, A->At) < std::tie(B->Loc.Offset, B->At);
}

bool isContainerCall(const Program &P, const Access &A, const Variable &V) {
  const Event &E = P.event(A.At);
  return E.K == Event::Call && E.Receiver && A.Where.isWhole() &&
         V.Ty.Class == TypeClass::Container;
}

class MutableGlobals {
public:
  MutableGlobals(const Program &P, const Options &O)
      : P(P), O(O), Beside(P, O) {}

  std::vector<Finding> run() {
    for (GlobalId G = 0; G < P.globals().size(); ++G)
      if (mayBeShared(G))
        collect(G);
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

  Weight weigh(GlobalId G, const Access &A) const;
  void collect(GlobalId G);
  Weight strongest(const Use &U, GlobalId G) const;
  bool writtenAnywhere(GlobalId G) const;
  bool writtenByCoroutine(GlobalId G) const;
  void report(GlobalId G, const Use &U, std::vector<Finding> &Out) const;
  std::string useMessage(const Access &A, const std::string &Name,
                         bool Again) const;
  StateObject stateObject(GlobalId G) const;
  std::string calleeOf(const Access &A) const;

  const Program &P;
  const Options &O;
  Concurrency Beside;
  std::map<GlobalId, std::vector<Use>> ByVariable;
};

Weight MutableGlobals::weigh(GlobalId G, const Access &A) const {
  const Variable &V = P.globals()[G];
  if (A.Why == Implicit::Destructor && A.InCallee)
    return Weight::Nothing;
  // A constant pointer's pointee may change, the pointer may not.
  if (V.Constant && !(A.Where.throughDeref() && !V.Ty.PointeeConst))
    return Weight::Nothing;
  switch (A.Kind) {
  case AccessKind::Read:
    return A.Synchronised ? Weight::MaybeWrite : Weight::Read;
  case AccessKind::Escape:
    return Weight::MaybeWrite;
  case AccessKind::Write:
    if (A.Storing == StoreKind::Init && P.event(A.At).K == Event::Store)
      return Weight::Nothing;
    if (A.Synchronised)
      return Weight::MaybeWrite;
    return A.Certain || isContainerCall(P, A, V) ? Weight::Write
                                                 : Weight::MaybeWrite;
  }
  return Weight::Nothing;
}

void MutableGlobals::collect(GlobalId G) {
  std::map<FunctionId, Use> Uses;
  for (const Program::GlobalUse &U : P.uses(G)) {
    const Function &Fn = P.function(U.F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    const Access &A = P.accesses(U.F)[U.Access];
    // What another coroutine does of its own is that one's finding.
    if (A.ViaCoroutine || weigh(G, A) == Weight::Nothing)
      continue;
    Uses[U.F].F = U.F;
    Uses[U.F].Accesses.push_back(&A);
  }
  for (auto &[F, U] : Uses) {
    std::sort(U.Accesses.begin(), U.Accesses.end(), earlierInText);
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
        const Access &A = P.accesses(U.F)[U.Access];
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

std::string MutableGlobals::calleeOf(const Access &A) const {
  const Event &E = P.event(A.At);
  if (!A.InCallee || E.K != Event::Call || E.CalleeName.empty())
    return "";
  return E.CalleeName;
}

std::string MutableGlobals::useMessage(const Access &A, const std::string &Name,
                                       bool Again) const {
  std::string Verb = A.Kind == AccessKind::Read    ? "read"
                     : A.Kind == AccessKind::Write ? "written"
                                                   : "handed on";
  std::string Through = calleeOf(A);
  return "'" + Name + "' is " + (Again ? "also " : "") + Verb + " here" +
         (Through.empty() ? "" : ", through '" + Through + "'");
}

/// The variables that coroutines use together with this one.
StateObject MutableGlobals::stateObject(GlobalId G) const {
  std::set<GlobalId> Together{G};
  std::set<FunctionId> Coroutines;
  for (const Use &U : ByVariable.at(G))
    Coroutines.insert(U.F);
  for (const auto &[Other, Uses] : ByVariable) {
    bool Shared = std::any_of(Uses.begin(), Uses.end(), [&](const Use &U) {
      return Coroutines.count(U.F) && strongest(U, Other) >= Weight::Read;
    });
    if (Shared && writtenByCoroutine(Other) == writtenByCoroutine(G))
      Together.insert(Other);
  }

  StateObject S;
  std::vector<FunctionId> Users;
  for (GlobalId T : Together) {
    S.Members.push_back(P.globals()[T].Display);
    for (const Program::GlobalUse &U : P.uses(T))
      if (!P.accesses(U.F)[U.Access].InCallee &&
          std::find(Users.begin(), Users.end(), U.F) == Users.end())
        Users.push_back(U.F);
    for (const Use &U : ByVariable.at(T))
      if (std::find(S.Takers.begin(), S.Takers.end(), U.F) == S.Takers.end())
        S.Takers.push_back(U.F);
  }
  std::sort(S.Takers.begin(), S.Takers.end());
  S.Owner = commonOwner(P, Users, S.Takers);
  S.Threads = startsThreads(P);
  return S;
}

void MutableGlobals::report(GlobalId G, const Use &U,
                            std::vector<Finding> &Out) const {
  const Variable &V = P.globals()[G];
  Weight Most = strongest(U, G);
  Finding F;
  const ConcurrentPair *Pair = nullptr;
  const Use *Second = nullptr;
  for (const Use &Other : ByVariable.at(G))
    if (!Second && strongest(Other, G) >= Weight::Read &&
        !(P.function(Other.F).Loc == P.function(U.F).Loc))
      Second = &Other;

  switch (Most) {
  case Weight::Write:
    Pair = Beside.withAny(U.F);
    F.Sure = Pair || Second ? Confidence::High : Confidence::Medium;
    break;
  case Weight::Read:
    if (writtenByCoroutine(G))
      F.Sure = Confidence::Medium;
    else if (!V.Defined || writtenAnywhere(G))
      F.Sure = Confidence::Low;
    else
      return;
    break;
  case Weight::MaybeWrite:
    F.Sure = Confidence::Low;
    break;
  case Weight::Nothing:
    return;
  }
  if (F.Sure < O.MinConfidence)
    return;

  const Access *First = nullptr;
  for (const Access *A : U.Accesses)
    if (!First && weigh(G, *A) == Most)
      First = A;

  std::string Name = V.Display;
  std::string Coroutine = nameOf(P, U.F);
  std::string Through = calleeOf(*First);
  F.Check = CheckName;
  F.Loc = First->Loc;
  F.Message = "coroutine '" + Coroutine + "' " +
              (First->Kind == AccessKind::Read    ? "reads"
               : First->Kind == AccessKind::Write ? "writes"
                                                  : "hands on") +
              " mutable global '" + Name + "'" +
              (Through.empty() ? "" : " through '" + Through + "'");
  F.Subject = Coroutine + " " + Name;
  for (const PathStep &Step : P.path(*First))
    F.Path.push_back({Step.Loc, Step.Message});
  for (const Access *A : U.Accesses)
    if (A != First && !(A->Loc == First->Loc))
      F.Notes.push_back({A->Loc, useMessage(*A, Name, true)});
  if (Second)
    F.Notes.push_back(
        {Second->Accesses.front()->Loc,
         "coroutine '" + nameOf(P, Second->F) + "' uses '" + Name + "' too"});
  if (Pair)
    F.Notes.push_back({Pair->Where, "it does not run alone: " + Pair->How});
  F.Notes.push_back({V.Loc, "'" + Name + "' is declared here"});
  F.Notes.push_back({First->Loc, stateObject(G).cure(P)});
  Out.push_back(std::move(F));
}

} // namespace

std::vector<Finding> mutableGlobal(const Program &P, const Options &O) {
  return MutableGlobals(P, O).run();
}

} // namespace cotidy
