//===- Drafts.cpp - Groups of findings that one plan cures ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Drafts.h"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace cotidy {

namespace {

bool sameVariable(const StateObject::Member &A, const StateObject::Member &B) {
  return A.In == B.In && A.Where == B.Where && A.Where.Base != Place::Unknown;
}

bool overlap(const StateObject &A, const StateObject &B) {
  return A.Owner == B.Owner &&
         std::any_of(A.Members.begin(), A.Members.end(), [&](const auto &M) {
           return std::any_of(
               B.Members.begin(), B.Members.end(),
               [&](const auto &N) { return sameVariable(M, N); });
         });
}

void unite(StateObject &Into, const StateObject &From) {
  std::vector<uint32_t> Now;
  for (const StateObject::Member &M : From.Members) {
    auto It = std::find_if(Into.Members.begin(), Into.Members.end(),
                           [&](const auto &N) { return sameVariable(M, N); });
    Now.push_back(It - Into.Members.begin());
    if (It == Into.Members.end())
      Into.Members.push_back(M);
    else
      It->Found |= M.Found;
  }
  for (StateObject::Replaced C : From.Copies) {
    C.Member = Now[C.Member];
    auto Same = std::find_if(
        Into.Copies.begin(), Into.Copies.end(), [&](const auto &D) {
          return C.F == D.F && C.Root == D.Root && C.Member == D.Member;
        });
    if (Same == Into.Copies.end())
      Into.Copies.push_back(C);
    else
      Same->Found |= C.Found;
  }
}

void unite(Draft &Into, const Draft &From) {
  for (const StateObject &S : From.States) {
    auto Same =
        std::find_if(Into.States.begin(), Into.States.end(),
                     [&](const StateObject &T) { return T.Owner == S.Owner; });
    if (Same == Into.States.end())
      Into.States.push_back(S);
    else
      unite(*Same, S);
  }
  Into.Findings.insert(Into.Findings.end(), From.Findings.begin(),
                       From.Findings.end());
}

bool overlap(const Draft &A, const Draft &B) {
  return std::any_of(A.States.begin(), A.States.end(), [&](const auto &S) {
    return std::any_of(B.States.begin(), B.States.end(),
                       [&](const auto &T) { return overlap(S, T); });
  });
}

} // namespace

std::vector<Draft> drafts(const std::vector<Finding> &Findings) {
  std::vector<Draft> Out; // those that went into another have no findings
  // An owner and the root of a member to the drafts that have both.
  using Root = std::tuple<FunctionId, FunctionId, Place::Root, uint32_t>;
  std::map<Root, std::set<size_t>> With;
  auto Near = [&](const Draft &D) {
    std::set<size_t> Its;
    for (const StateObject &S : D.States)
      for (const StateObject::Member &M : S.Members)
        if (auto It = With.find({S.Owner, M.In, M.Where.Base, M.Where.Index});
            It != With.end())
          Its.insert(It->second.begin(), It->second.end());
    std::erase_if(Its, [&](size_t I) { return !overlap(Out[I], D); });
    return Its;
  };
  for (size_t I = 0; I < Findings.size(); ++I) {
    if (!Findings[I].Cure)
      continue;
    Draft New{{*Findings[I].Cure}, {I}};
    for (const StateObject &Other : Findings[I].Cure->Others)
      New.States.push_back(Other);
    New.States.front().Others.clear();
    // What had nothing in common may have by now.
    size_t Into = Out.size();
    Out.emplace_back();
    for (std::set<size_t> Its; !(Its = Near(New)).empty();)
      for (size_t Each : Its) {
        Into = std::min(Into, Each);
        unite(Out[Each], New);
        New = std::exchange(Out[Each], {});
      }
    for (const StateObject &S : New.States)
      for (const StateObject::Member &M : S.Members)
        With[{S.Owner, M.In, M.Where.Base, M.Where.Index}].insert(Into);
    std::sort(New.Findings.begin(), New.Findings.end());
    Out[Into] = std::move(New);
  }
  std::erase_if(Out, [](const Draft &D) { return D.Findings.empty(); });
  return Out;
}

std::optional<StateObject> merged(std::vector<StateObject> States) {
  StateObject Out = std::move(States.front());
  for (auto Other = States.begin() + 1; Other != States.end(); ++Other) {
    std::vector<uint32_t> Now(Other->Members.size(), None);
    auto Known = [&](const StateObject::Replaced &C) {
      return std::find_if(Out.Copies.begin(), Out.Copies.end(),
                          [&](const StateObject::Replaced &D) {
                            return C.F == D.F && C.Root == D.Root;
                          });
    };
    for (const StateObject::Replaced &C : Other->Copies)
      if (auto Same = Known(C); Same != Out.Copies.end()) {
        if (Now[C.Member] != None && Now[C.Member] != Same->Member)
          return std::nullopt;
        Now[C.Member] = Same->Member;
      }
    for (uint32_t I = 0; I < Now.size(); ++I)
      if (Now[I] == None) {
        Now[I] = Out.Members.size();
        Out.Members.push_back(Other->Members[I]);
      }
    StateObject Its;
    Its.Owner = Other->Owner;
    Its.Members.resize(Out.Members.size());
    for (uint32_t I = 0; I < Now.size(); ++I) {
      if (Its.Members[Now[I]].In != None)
        return std::nullopt; // two variables for one member
      Its.Members[Now[I]] = Other->Members[I];
    }
    for (StateObject::Replaced C : Other->Copies) {
      C.Member = Now[C.Member];
      if (auto Same = Known(C); Same == Out.Copies.end())
        Out.Copies.push_back(C);
      else
        Same->Found |= C.Found;
    }
    Out.Others.push_back(std::move(Its));
  }
  for (StateObject &Other : Out.Others)
    Other.Members.resize(Out.Members.size());
  return Out;
}

/// Does \p F change \p Where after it was made?
static bool changes(const Program &P, FunctionId F, const Place &Where) {
  const std::vector<Access> &Does = P.accesses(F);
  return std::any_of(Does.begin(), Does.end(), [&](const Access &A) {
    return A.Kind == AccessKind::Write && A.Storing != StoreKind::Init &&
           A.Why == Implicit::No && contains(Where, A.Where);
  });
}

void keepOwnCopies(const Program &P, StateObject &S) {
  if (S.Owner == None)
    return;
  std::erase_if(S.Copies, [&](const StateObject::Replaced &C) {
    return !C.Found && changes(P, C.F, C.Root);
  });
  for (uint32_t I = S.Members.size(); I-- != 0;) {
    const bool Copied =
        std::any_of(S.Copies.begin(), S.Copies.end(),
                    [&](const auto &C) { return C.Member == I; });
    if (S.Members[I].Found ||
        (Copied && !changes(P, S.Owner, S.Members[I].Where)))
      continue;
    S.Members.erase(S.Members.begin() + I);
    std::erase_if(S.Copies, [&](const auto &C) { return C.Member == I; });
    for (StateObject::Replaced &C : S.Copies)
      C.Member -= C.Member > I;
  }
}

/// Does \p C's function pass what it copied on, to whatever?
static bool passesOn(const Program &P, const StateObject::Replaced &C) {
  const Body &Blocks = P.function(C.F).Blocks;
  return std::any_of(Blocks.begin(), Blocks.end(), [&](const Block &B) {
    return std::any_of(B.Events.begin(), B.Events.end(), [&](const Event &E) {
      return std::any_of(E.Args.begin(), E.Args.end(), [&](const Argument &A) {
        return A.LValue && A.From == C.Root;
      });
    });
  });
}

void addLookedAt(const Program &P, const StateObject &All, StateObject &Its) {
  auto MayChange = [&](const StateObject::Replaced &C) {
    const std::vector<CallSite> &Calls = P.callers(C.F);
    return (changes(P, C.F, C.Root) || passesOn(P, C)) &&
           std::any_of(Calls.begin(), Calls.end(), [&](const CallSite &Site) {
             return Site.At.F == Its.Owner;
           });
  };
  for (const StateObject::Replaced &C : All.Copies) {
    if (Its.Members[C.Member].In != None || C.Root.Base != Place::Parameter ||
        std::any_of(All.Copies.begin(), All.Copies.end(),
                    [&](const StateObject::Replaced &D) {
                      return D.Member == C.Member && MayChange(D);
                    }))
      continue;
    for (const CallSite &Site : P.callers(C.F)) {
      const Event &E = P.event(Site.At);
      if (Site.At.F != Its.Owner || E.K != Event::Call ||
          C.Root.Index >= E.Args.size())
        continue;
      const Place &From = E.Args[C.Root.Index].From;
      if (From.Base == Place::Local && From.isWhole() &&
          !changes(P, Its.Owner, From) &&
          std::none_of(Its.Members.begin(), Its.Members.end(),
                       [&](const auto &M) { return M.Where == From; })) {
        Its.Members[C.Member] = {
            P.function(Its.Owner).Locals[From.Index].Name.str(), Its.Owner,
            From};
        break;
      }
    }
  }
}

} // namespace cotidy
