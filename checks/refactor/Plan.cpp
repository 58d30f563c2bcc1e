//===- Plan.cpp - What the state-object refactor would do -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Plan.h"
#include "refactor/Drafts.h"
#include "refactor/MemberNames.h"
#include "refactor/Reach.h"
#include "rules/StateObject.h"
#include "rules/Wording.h"
#include "llvm/ADT/Twine.h"
#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace cotidy {

namespace {

/// PlanTaker::Plain.
bool plain(const Function &F) {
  return !F.Coroutine && !F.Virtual && !F.Instantiation && !F.Pattern;
}

class Planner {
public:
  Planner(const Program &P, const Options &O)
      : P(P), O(O), Taken(P, O), Lives(P.made<Lifetimes>(O)),
        UsersOf(P.globals().size()) {
    for (uint32_t U = 0; U < P.units().size(); ++U)
      for (GlobalId G : P.units()[U].Globals)
        UsersOf[G].push_back(U);
  }

  Plan make(const Draft &D);

private:
  bool ofGlobals(const StateObject &S) const {
    return S.Members.front().Where.Base == Place::Global &&
           S.Members.front().In == None;
  }
  PlanTaker taker(FunctionId F) const;
  void members(Plan &Into, const StateObject &S) const;
  void units(Plan &Into, const StateObject &S, const Reach &R) const;
  void steps(Plan &Into, const StateObject &S, const Reach &R) const;
  Location declarationOf(const StateObject::Member &M) const;
  std::vector<PlanOwner> others(const StateObject &S) const;

  const Program &P;
  const Options &O;
  MemberNames Taken;
  const Lifetimes &Lives;
  std::vector<std::vector<uint32_t>> UsersOf; ///< for each global, the units
};

PlanTaker Planner::taker(FunctionId F) const {
  const Function &Fn = P.function(F);
  PlanTaker T;
  T.Function = Fn.Name;
  T.Display = nameOf(P, F);
  if (Fn.Loc.isValid())
    T.File = P.files()[Fn.Loc.File].Path;
  T.Offset = Fn.Loc.Offset;
  return T;
}

Location Planner::declarationOf(const StateObject::Member &M) const {
  switch (M.Where.Base) {
  case Place::Global:
    return P.globals()[M.Where.Index].Loc;
  case Place::Local:
    return P.function(M.In).Locals[M.Where.Index].Loc;
  case Place::Parameter:
    return P.function(M.In).Params[M.Where.Index].Loc;
  default:
    return {};
  }
}

void Planner::members(Plan &Into, const StateObject &S) const {
  std::set<std::string> Names;
  for (const StateObject::Member &M : S.Members) {
    PlanMember Out;
    Out.Name = M.Name.substr(M.Name.rfind(':') + 1);
    if (M.Where.Base == Place::Global)
      Out.Global = P.globals()[M.Where.Index].Name;
    Location Loc = declarationOf(M);
    if (Loc.isValid())
      Out.File = P.files()[Loc.File].Path;
    Out.Offset = Loc.Offset;
    Out.OfOther = M.In != None && M.In != S.Owner;
    if (!Names.insert(Out.Name).second)
      Into.Refused.push_back(
          {Loc, "two of the variables are called '" + Out.Name + "'"});
    Into.Members.push_back(std::move(Out));
  }
}

std::vector<PlanOwner> Planner::others(const StateObject &S) const {
  std::vector<PlanOwner> Out;
  for (const StateObject &Other : S.Others) {
    PlanOwner &O = Out.emplace_back();
    O.Is = taker(Other.Owner);
    for (uint32_t I = 0; I < Other.Members.size(); ++I)
      if (const Location Loc = declarationOf(Other.Members[I]); Loc.isValid())
        O.Variables.push_back(
            {I, Other.Members[I].Name, P.files()[Loc.File].Path, Loc.Offset});
  }
  return Out;
}

/// Those that mention a function or variable of the plan.
void Planner::units(Plan &Into, const StateObject &S, const Reach &R) const {
  const std::vector<Program::Unit> &All = P.units();
  const std::string &OwnersFile = Into.Owner.File;
  const std::vector<uint32_t> Owners = P.unitsNaming(Into.Owner.Function);
  std::set<uint32_t> Mentioning(Owners.begin(), Owners.end());
  for (FunctionId F : R.Takers) {
    const std::vector<uint32_t> Takers = P.unitsNaming(P.function(F).Name);
    Mentioning.insert(Takers.begin(), Takers.end());
  }
  for (const PlanOwner &Other : Into.Others) {
    const std::vector<uint32_t> Its = P.unitsNaming(Other.Is.Function);
    Mentioning.insert(Its.begin(), Its.end());
  }
  for (const StateObject::Member &M : S.Members)
    if (M.Where.Base == Place::Global)
      Mentioning.insert(UsersOf[M.Where.Index].begin(),
                        UsersOf[M.Where.Index].end());
  auto Rank = [&](uint32_t Unit) {
    const Program::Unit &U = All[Unit];
    if (U.MainFile == OwnersFile)
      return 0;
    return std::binary_search(Owners.begin(), Owners.end(), Unit) &&
                   std::any_of(U.Files.begin(), U.Files.end(),
                               [&](uint32_t F) {
                                 return P.files()[F].Path == OwnersFile;
                               })
               ? 1
               : 2;
  };
  std::vector<std::pair<int, const Program::Unit *>> Found;
  Found.reserve(Mentioning.size());
  for (uint32_t Unit : Mentioning)
    Found.push_back({Rank(Unit), &All[Unit]});
  std::sort(Found.begin(), Found.end(), [](const auto &A, const auto &B) {
    return std::tie(A.first, A.second->MainFile) <
           std::tie(B.first, B.second->MainFile);
  });
  for (const auto &[Order, U] : Found)
    if (std::find(Into.Units.begin(), Into.Units.end(), U->MainFile) ==
        Into.Units.end())
      Into.Units.push_back(U->MainFile);
}

void Planner::steps(Plan &Into, const StateObject &S, const Reach &R) const {
  auto Add = [&](const Location &Loc, std::string Text) {
    if (Loc.isValid())
      Into.Steps.push_back({Loc, std::move(Text)});
  };
  const bool Shared = Into.Owns == Plan::Ownership::SharedPointer;
  const std::string Use = Into.Parameter + (Shared ? "->" : ".");
  const std::string Pointer = "std::shared_ptr<" + Into.Struct + "> ";
  auto Declared = [&](FunctionId T) {
    return !Shared                ? Into.Struct + " &"
           : plain(P.function(T)) ? "const " + Pointer + "&"
                                  : Pointer;
  };
  for (size_t I = 0; I < S.Members.size(); ++I)
    Add(declarationOf(S.Members[I]), "'" + S.Members[I].Name + "' becomes '" +
                                         Into.Struct +
                                         "::" + Into.Members[I].Name + "'");
  if (S.Owner != None)
    Add(P.function(S.Owner).Loc,
        "'" + nameOf(P, S.Owner) + "' holds the '" + Into.Struct + "'");
  for (const StateObject &Other : S.Others) {
    Add(P.function(Other.Owner).Loc, "'" + nameOf(P, Other.Owner) +
                                         "' holds a '" + Into.Struct +
                                         "' of its own");
    for (size_t I = 0; I < Other.Members.size(); ++I)
      Add(declarationOf(Other.Members[I]),
          "'" + Other.Members[I].Name + "' becomes '" + Into.Struct +
              "::" + Into.Members[I].Name + "'");
  }
  for (FunctionId T : R.Takers) {
    std::vector<std::string> Instead;
    for (const StateObject::Replaced &C : S.Copies)
      if (C.F == T && C.Root.Base == Place::Parameter)
        Instead.emplace_back(P.function(T).Params[C.Root.Index].Name);
    Add(P.function(T).Loc,
        "'" + nameOf(P, T) + "' takes '" + Declared(T) + Into.Parameter + "'" +
            (Instead.empty() ? "" : " instead of " + quoted(Instead)));
  }
  for (EventRef Call : R.Calls)
    Add(P.event(Call).Loc,
        "'" + nameOf(P, Call.F) + "' passes '" + Into.Parameter + "' on");

  auto Used = [&](const Access &A, const Place &Where,
                  const std::string &Name) {
    if (!A.InCallee && A.Why == Implicit::No && contains(Where, A.Where))
      Add(A.Loc,
          (llvm::Twine("'") + Name + "' becomes '" + Use + Name + "'").str());
  };
  auto Uses = [&](FunctionId F, const Place &Where, const std::string &Name) {
    for (const Access &A : P.accesses(F))
      Used(A, Where, Name);
  };
  for (size_t I = 0; I < S.Members.size(); ++I) {
    const StateObject::Member &M = S.Members[I];
    const std::string &Name = Into.Members[I].Name;
    if (M.Where.Base == Place::Global) {
      for (const Program::GlobalUse &U : P.uses(M.Where.Index))
        Used(*U.How, M.Where, Name);
    } else if (M.In != None) {
      Uses(M.In, M.Where, Name);
    }
    for (const StateObject &Other : S.Others)
      if (Other.Members[I].In != None)
        Uses(Other.Owner, Other.Members[I].Where, Name);
    for (const StateObject::Replaced &C : S.Copies)
      if (C.Member == I)
        Uses(C.F, C.Root, Name);
  }

  auto Key = [&](const Note &N) {
    return std::tie(P.files()[N.Loc.File].Path, N.Loc.Offset, N.Message);
  };
  std::sort(Into.Steps.begin(), Into.Steps.end(),
            [&](const Note &A, const Note &B) { return Key(A) < Key(B); });
  Into.Steps.erase(std::unique(Into.Steps.begin(), Into.Steps.end(),
                               [&](const Note &A, const Note &B) {
                                 return Key(A) == Key(B);
                               }),
                   Into.Steps.end());
}

Plan Planner::make(const Draft &D) {
  std::vector<StateObject> States = D.States;
  if (!ofGlobals(States.front()))
    for (StateObject &S : States)
      keepOwnCopies(P, S);
  Plan Out;
  Out.Findings = D.Findings;
  std::optional<StateObject> All = merged(States);
  if (!All)
    Out.Refused.push_back({P.function(States[1].Owner).Loc,
                           "owners do not agree on which variable is which"});
  StateObject &S = All ? *All : States.front();
  for (StateObject &Other : S.Others)
    addLookedAt(P, S, Other);
  Reach R = ofGlobals(S) ? reachOfGlobals(P, S, O) : reachOfCopies(P, S, O);
  Out.Refused.insert(Out.Refused.end(), R.Refused.begin(), R.Refused.end());
  Out.Owns = S.Owner != None && mayRefer(P, S, R, Lives, O)
                 ? Plan::Ownership::Reference
                 : Plan::Ownership::SharedPointer;
  members(Out, S);
  if (S.Owner != None)
    Out.Owner = taker(S.Owner);
  Out.Others = others(S);
  for (FunctionId F : R.Takers) {
    PlanTaker T = taker(F);
    for (const StateObject::Replaced &C : S.Copies)
      if (C.F == F && C.Root.Base == Place::Parameter)
        T.Parameters.push_back({C.Root.Index, C.Member});
    T.Unused = std::binary_search(R.Unused.begin(), R.Unused.end(), F);
    T.Lambda = P.function(F).Lambda;
    T.Plain = plain(P.function(F));
    std::sort(
        T.Parameters.begin(), T.Parameters.end(),
        [](const auto &A, const auto &B) { return A.Parameter < B.Parameter; });
    Out.Takers.push_back(std::move(T));
  }
  std::vector<FunctionId> Around = R.Takers;
  if (S.Owner != None)
    Around.push_back(S.Owner);
  for (const StateObject &Other : S.Others)
    Around.push_back(Other.Owner);
  Out.Struct = Taken.typeFor(Out.Members.front().Name);
  Out.Parameter = Taken.variableFor(Out.Members.front().Name, Around);

  std::vector<std::string> Names;
  Names.reserve(Out.Members.size());
  for (const PlanMember &M : Out.Members)
    Names.push_back(M.Name);
  Out.Title = "put " + quoted(Names) + " into one '" + Out.Struct +
              "', owned by " +
              (S.Owner == None ? "whoever starts them"
                               : "'" + nameOf(P, S.Owner) + "'");
  for (const StateObject &Other : S.Others)
    Out.Title += ", and another by '" + nameOf(P, Other.Owner) + "'";
  units(Out, S, R);
  steps(Out, S, R);
  return Out;
}

} // namespace

std::vector<Plan> plans(const Program &P, const std::vector<Finding> &Findings,
                        const Options &O) {
  std::vector<Plan> Out;
  const std::vector<Draft> Groups = drafts(Findings);
  if (Groups.empty())
    return Out;
  Planner Make(P, O);
  for (const Draft &D : Groups)
    Out.push_back(Make.make(D));
  return Out;
}

} // namespace cotidy
