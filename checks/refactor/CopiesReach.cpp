//===- CopiesReach.cpp - Who must be handed what was copied ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Reach.h"
#include "rules/ControlFlow.h"
#include "rules/Wording.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

class CopiesReach {
public:
  CopiesReach(const Program &P, const StateObject &S, const Options &O)
      : P(P), S(S), O(O) {}

  Reach run() && {
    if (S.Owner == None) {
      R.Refused.push_back({{}, "no call of it is seen"});
      return std::move(R);
    }
    Owners[S.Owner] = &S;
    for (const StateObject &Other : S.Others)
      Owners[Other.Owner] = &Other;
    for (const auto &[F, Its] : Owners) {
      const Function &Owner = P.function(F);
      if (Owner.Pattern || Owner.Instantiation)
        R.Refused.push_back(
            {Owner.Loc, "'" + nameOf(P, F) + "' is a template"});
      for (const StateObject::Member &M : Its->Members)
        if (M.In == F || F == S.Owner)
          variable(F, M);
    }
    for (const StateObject::Replaced &C : S.Copies)
      Takers.insert(C.F);
    for (FunctionId F : Takers)
      taker(F);
    for (const auto &[F, Its] : Owners) {
      changedBetween(F, *Its);
      otherCopies(F, *Its);
    }
    R.Takers.assign(Takers.begin(), Takers.end());
    std::sort(R.Calls.begin(), R.Calls.end());
    return std::move(R);
  }

private:
  void variable(FunctionId F, const StateObject::Member &M) {
    if (F == S.Owner && isOthers(M))
      return;
    const Function &Owner = P.function(F);
    const Type *Ty = nullptr;
    Location Loc;
    if (M.Where.isWhole() && M.Where.Base == Place::Local) {
      Ty = &Owner.Locals[M.Where.Index].Ty;
      Loc = Owner.Locals[M.Where.Index].Loc;
    } else if (M.Where.isWhole() && M.Where.Base == Place::Parameter) {
      Ty = &Owner.Params[M.Where.Index].Ty;
      Loc = Owner.Params[M.Where.Index].Loc;
    }
    if (!Ty || M.In != F)
      R.Refused.push_back({Owner.Loc, "'" + M.Name + "' is no variable of '" +
                                          nameOf(P, F) + "' itself"});
    else if (Ty->Reference)
      R.Refused.push_back({Loc, "'" + M.Name + "' is a reference to what '" +
                                    nameOf(P, F) + "' does not own"});
    else if (Loc.inMacro())
      R.Refused.push_back({Loc, "'" + M.Name + "' is declared by a macro"});
    else if (M.Where.Base == Place::Parameter &&
             isCallersCopy(F, M.Where.Index))
      R.Refused.push_back({Loc, "'" + M.Name +
                                    "' is a copy already, of what a caller of "
                                    "'" +
                                    nameOf(P, F) + "' has"});
  }

  /// Only another owner has such a variable.
  bool isOthers(const StateObject::Member &M) const {
    return std::any_of(
        S.Others.begin(), S.Others.end(),
        [&](const StateObject &Other) { return Other.Owner == M.In; });
  }

  /// A function that is no coroutine makes a task of another copy.
  void otherCopies(FunctionId F, const StateObject &Its) {
    const Function &Owner = P.function(F);
    for (uint32_t B = 0; B < Owner.Blocks.size(); ++B)
      for (const Event &E : Owner.Blocks[B].Events) {
        const FunctionId Callee =
            E.K == Event::Call ? P.find(E.Callee) : FunctionId(None);
        if (Callee == None || !E.ResultType.Coroutine ||
            P.function(Callee).Coroutine || Takers.contains(Callee))
          continue;
        for (const StateObject::Member &M : Its.Members)
          for (const Argument &A : E.Args)
            if (A.How == Passing::Value && A.LValue && M.In == F &&
                A.From == M.Where)
              R.Refused.push_back({E.Loc, "'" + P.function(Callee).Display +
                                              "' gets a copy of '" + M.Name +
                                              "' here, for a task of its own"});
      }
  }

  bool isCallersCopy(FunctionId F, uint32_t Parameter) const {
    const std::vector<CallSite> &Calls = P.callers(F);
    return Calls.empty() ||
           std::any_of(Calls.begin(), Calls.end(), [&](const CallSite &Site) {
             const Event &E = P.event(Site.At);
             return Parameter >= E.Args.size() ||
                    (E.Args[Parameter].LValue && !E.Args[Parameter].Literal &&
                     !E.Args[Parameter].Default);
           });
  }

  /// A variable that is given another value from call to call is no state: each
  /// call is to have its own.
  void changedBetween(FunctionId F, const StateObject &Its) {
    const ControlFlow Flow(P, F, O);
    for (const StateObject::Member &M : Its.Members)
      for (const Access &A : P.accesses(F)) {
        if (M.In != F || A.Kind != AccessKind::Write ||
            !contains(M.Where, A.Where) || A.Storing == StoreKind::Init ||
            A.Why != Implicit::No)
          continue;
        auto Before = [&](EventRef Call) {
          return Call.F == F && Flow.mayFollow(Call, A.At);
        };
        auto After = [&](EventRef Call) {
          return Call.F == F && Flow.mayFollow(A.At, Call);
        };
        if (std::any_of(R.Calls.begin(), R.Calls.end(), Before) &&
            std::any_of(R.Calls.begin(), R.Calls.end(), After)) {
          R.Refused.push_back({A.Loc, "'" + M.Name +
                                          "' gets another value between the "
                                          "calls here"});
          break;
        }
      }
  }

  void taker(FunctionId F) {
    const Function &Fn = P.function(F);
    const bool Captures = std::any_of(
        S.Copies.begin(), S.Copies.end(), [&](const StateObject::Replaced &C) {
          return C.F == F && C.Root.Base == Place::Capture;
        });
    if (std::string Why = fixedSignature(Fn); !Why.empty() && !Captures)
      R.Refused.push_back({Fn.Loc, Why});
    if (Owners.contains(F))
      R.Refused.push_back(
          {Fn.Loc, "'" + Fn.Display + "' copies its own variables to itself"});
    std::set<uint32_t> Parameters, Members;
    for (const StateObject::Replaced &C : S.Copies)
      if (C.F == F && (!Parameters.insert(C.Root.Index).second ||
                       !Members.insert(C.Member).second)) {
        R.Refused.push_back(
            {Fn.Loc,
             "calls do not agree on what is passed to '" + Fn.Display + "'"});
        return;
      }
    for (const CallSite &Site : P.callers(F))
      call(F, Site.At);
  }

  /// Every replaced argument is to name the member.
  void call(FunctionId F, EventRef At) {
    const Event &E = P.event(At);
    R.Calls.push_back(At);
    for (const StateObject::Replaced &C : S.Copies)
      if (C.F == F &&
          (C.Root.Base == Place::Capture) == (E.K == Event::Closure) &&
          (C.Root.Index >= E.Args.size() ||
           !namesMember(At.F, E.Args[C.Root.Index], C.Member))) {
        R.Refused.push_back({E.Loc, "'" + P.function(F).Display +
                                        "' is called with something else "
                                        "than '" +
                                        S.Members[C.Member].Name + "' here"});
        return;
      }
  }

  bool namesMember(FunctionId In, const Argument &A, uint32_t Member) const {
    if (!A.LValue || A.Moved || A.Default)
      return false;
    if (auto Owner = Owners.find(In); Owner != Owners.end()) {
      const StateObject::Member &M = Owner->second->Members[Member];
      return M.In == In && A.From == M.Where;
    }
    return std::any_of(
        S.Copies.begin(), S.Copies.end(), [&](const StateObject::Replaced &C) {
          return C.F == In && C.Member == Member && C.Root == A.From;
        });
  }

  const Program &P;
  const StateObject &S;
  const Options &O;
  Reach R;
  std::set<FunctionId> Takers;
  std::map<FunctionId, const StateObject *> Owners; ///< by what each holds
};

} // namespace

Reach reachOfCopies(const Program &P, const StateObject &S, const Options &O) {
  return CopiesReach(P, S, O).run();
}

} // namespace cotidy
