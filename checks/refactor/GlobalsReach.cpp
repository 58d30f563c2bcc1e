//===- GlobalsReach.cpp - Who must be handed what was a global ------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "refactor/Reach.h"
#include "rules/Wording.h"
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cotidy {

namespace {

/// The named function that a lambda's text stands in.
FunctionId enclosing(const Program &P, FunctionId F) {
  while (F != None && P.function(F).Lambda) {
    FunctionId Parent = P.find(P.function(F).Parent);
    if (Parent == None)
      return F;
    F = Parent;
  }
  return F;
}

class GlobalsReach {
public:
  GlobalsReach(const Program &P, const StateObject &S, const Options &O)
      : P(P), S(S), O(O) {}

  Reach run() && {
    for (const StateObject::Member &M : S.Members)
      variable(M.Where.Index);
    initialisers();
    if (S.Owner == None) {
      unowned();
      return std::move(R);
    }
    const Function &Owner = P.function(S.Owner);
    if (!runsOnce(P, S.Owner, O))
      R.Refused.push_back(
          {Owner.Loc, "'" + nameOf(P, S.Owner) +
                          "' may run more than once, and the state would "
                          "start anew each time"});
    if (Owner.Lambda || Owner.Pattern || Owner.Instantiation)
      R.Refused.push_back({Owner.Loc, "'" + nameOf(P, S.Owner) +
                                          "' cannot hold it: it is no plain "
                                          "function"});
    for (const StateObject::Member &M : S.Members)
      for (const Program::GlobalUse &U : P.uses(M.Where.Index)) {
        const Access &A = *U.How;
        if (A.Kind == AccessKind::Escape && !Owner.Main)
          isKept(M, A.Loc);
        if (!A.InCallee && !P.function(U.F).Initializer)
          take(U.F);
      }
    for (const StateObject::Member &M : S.Members)
      for (FunctionId F : P.referrers(M.Where.Index))
        referrer(M, F);
    R.Takers.assign(Seen.begin(), Seen.end());
    std::set_difference(Seen.begin(), Seen.end(), Needed.begin(), Needed.end(),
                        std::back_inserter(R.Unused));
    std::sort(R.Calls.begin(), R.Calls.end());
    return std::move(R);
  }

private:
  void variable(GlobalId G) {
    const Variable &V = P.globals()[G];
    auto Refuse = [&](const std::string &Reason) {
      R.Refused.push_back({V.Loc, "'" + V.Display + "' " + Reason});
    };
    if (!V.Defined)
      Refuse("is not defined in these files");
    else if (V.System)
      Refuse("is declared in a system header");
    else if (V.ThreadLocal)
      Refuse("is thread_local");
    else if (V.Loc.inMacro())
      Refuse("is declared by a macro");
    else if (V.Ty.Reference)
      Refuse("is a reference");
  }

  void initialisers() {
    for (FunctionId F : P.initializers())
      for (const StateObject::Member &M : S.Members) {
        const Variable &V = P.globals()[M.Where.Index];
        if (P.function(F).Name == V.Name + "#init")
          continue;
        for (const Access &A : P.accesses(F))
          if (A.Where.Base == Place::Global && A.Where.Index == M.Where.Index) {
            R.Refused.push_back({A.Loc, "'" + V.Display +
                                            "' is used by the initialiser of "
                                            "'" +
                                            P.function(F).Display + "' here"});
            break;
          }
      }
  }

  /// Some way in to those who use the members passes no function that others
  /// pass too: from an initialiser, or from what nobody seems to call.
  void unowned() {
    const std::string Them = S.Members.size() == 1 ? "it" : "them";
    std::set<FunctionId> Above;
    std::vector<FunctionId> Work;
    for (const StateObject::Member &M : S.Members)
      for (const Program::GlobalUse &U : P.uses(M.Where.Index))
        if (!U.How->InCallee && !P.function(U.F).Initializer)
          Work.push_back(U.F);
    Location Way;
    std::string Why;
    while (!Work.empty()) {
      const FunctionId F = Work.back();
      Work.pop_back();
      if (!Above.insert(F).second)
        continue;
      const Function &Fn = P.function(F);
      bool Called = Fn.Main;
      for (const CallSite &Site : P.callers(F)) {
        const Function &From = P.function(Site.At.F);
        if (From.Initializer) {
          R.Refused.push_back(
              {P.event(Site.At).Loc,
               "the initialiser of '" + From.Display + "' runs '" + Fn.Display +
                   "' here, before any owner of " + Them + " begins"});
          return;
        }
        Called |= Site.At.F != F;
        Work.push_back(Site.At.F);
      }
      if (const FunctionId Parent = Fn.Lambda ? P.find(Fn.Parent) : None;
          Parent != None) {
        Called = true;
        Work.push_back(Parent);
      }
      if (!Called && (Why.empty() || std::tie(Fn.Loc.File, Fn.Loc.Offset) <
                                         std::tie(Way.File, Way.Offset))) {
        Way = Fn.Loc;
        Why = ": nothing that is seen calls '" + nameOf(P, F) + "'";
      }
    }
    R.Refused.push_back(
        {Way, "no function that is seen runs all who use " + Them + Why});
  }

  void referrer(const StateObject::Member &M, FunctionId F) {
    const Function &Fn = P.function(F);
    if (Fn.Initializer)
      return;
    take(F);
    if (P.function(S.Owner).Main)
      return; // nothing runs after it
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
        for (ValueId V : keptBy({F, B, I}))
          if (refersTo(F, V, M.Where.Index))
            isKept(M, Fn.Blocks[B].Events[I].Loc);
  }

  /// What is there still, or may be, when the owner has ended.
  std::vector<ValueId> keptBy(EventRef At) const {
    const Event &E = P.event(At);
    if ((E.K == Event::Store && E.Target.Base == Place::Global &&
         !isMember(E.Target.Index)) ||
        (E.K == Event::Return && At.F == S.Owner))
      return E.Operands;
    std::vector<ValueId> Kept;
    if (E.K == Event::Call && !E.CalleeStd && !E.CalleeSystem &&
        P.callees(At).empty())
      for (const Argument &A : E.Args)
        if (A.How == Passing::Pointer || A.How == Passing::ConstPointer ||
            A.How == Passing::Reference)
          Kept.push_back(A.Val);
    return Kept;
  }

  bool isMember(GlobalId G) const {
    return std::any_of(S.Members.begin(), S.Members.end(),
                       [&](const auto &M) { return M.Where.Index == G; });
  }
  bool refersTo(FunctionId F, ValueId V, GlobalId G) const {
    const std::vector<Place> Objects = P.pointees(F, V);
    return std::any_of(Objects.begin(), Objects.end(), [&](const Place &O) {
      return O.Base == Place::Global && O.Index == G;
    });
  }

  /// Whoever keeps the address of what \p M was may use it when the owner has
  /// ended.
  void isKept(const StateObject::Member &M, const Location &Loc) {
    R.Refused.push_back({Loc, "the address of '" + M.Name +
                                  "' is kept here, and may be used when '" +
                                  nameOf(P, S.Owner) + "' has ended"});
  }

  void take(FunctionId F) {
    lambda(F);
    F = enclosing(P, F);
    if (F == S.Owner)
      return;
    Needed.insert(F);
    hand(F);
  }

  void hand(FunctionId F) {
    if (!Seen.insert(F).second)
      return;
    if (P.function(F).Virtual)
      for (FunctionId Other : family(F))
        hand(Other);
    const Function &Fn = P.function(F);
    if (std::string Why = fixedSignature(Fn); !Why.empty())
      R.Refused.push_back({Fn.Loc, Why});
    for (const CallSite &Site : P.callers(F)) {
      if (P.event(Site.At).K == Event::Call)
        R.Calls.push_back(Site.At);
      take(Site.At.F);
      if (P.function(Site.At.F).Instantiation)
        for (FunctionId Other : elsewhere(Site.At, Fn))
          hand(Other);
    }
  }

  /// What other instantiations of the template around a call of \p Callee call
  /// there: one text calls all of them. None where not all can take the object.
  std::vector<FunctionId> elsewhere(EventRef Call, const Function &Callee) {
    const Location &Here = P.event(Call).Loc;
    auto At = [](const Location &L) { return std::pair(L.File, L.Offset); };
    if (Instantiations.empty())
      for (FunctionId F = 0; F < P.functions().size(); ++F)
        if (P.function(F).Instantiation)
          Instantiations[At(P.function(F).Loc)].push_back(F);
    std::set<FunctionId> Out;
    for (FunctionId F : Instantiations[At(P.function(Call.F).Loc)])
      for (uint32_t B = 0; B < P.function(F).Blocks.size(); ++B)
        for (uint32_t I = 0; I < P.function(F).Blocks[B].Events.size(); ++I) {
          const Event &E = P.function(F).Blocks[B].Events[I];
          if (E.K != Event::Call || At(E.Loc) != At(Here))
            continue;
          for (FunctionId Other : P.callees({F, B, I})) {
            const Function &Fn = P.function(Other);
            if (At(Fn.Loc) == At(Callee.Loc) ||
                lastComponent(Fn.Display) != lastComponent(Callee.Display))
              continue; // the same template, or an operator, a destructor
            if (Fn.Pattern || Fn.Instantiation || !fixedSignature(Fn).empty())
              return {};
            Out.insert(Other);
          }
        }
    return {Out.begin(), Out.end()};
  }

  /// A lambda coroutine captures the object, as it does other things: its
  /// closure has to live as long as it runs already.
  void lambda(FunctionId F) {
    const Function &Fn = P.function(F);
    if (!Fn.Lambda || !Lambdas.insert(F).second)
      return;
    for (const CallSite &Site : P.callers(F))
      if (P.event(Site.At).K == Event::Closure)
        R.Closures.push_back(Site.At);
    if (FunctionId Parent = P.find(Fn.Parent); Parent != None)
      lambda(Parent);
    if (!Fn.Coroutine)
      return;
    if (Fn.Captures.empty())
      R.Refused.push_back({Fn.Loc, "a lambda coroutine without captures would "
                                   "have to capture it"});
    for (const CallSite &Site : P.callers(F))
      if (P.event(Site.At).K == Event::Closure)
        R.Calls.push_back(Site.At);
  }

  /// All that override one method, or are overridden, and have a body.
  std::vector<FunctionId> family(FunctionId F) const {
    std::set<EntityName> Names{P.function(F).Name};
    std::set<FunctionId> Out{F};
    for (size_t Before = 0; Before != Names.size() + Out.size();) {
      Before = Names.size() + Out.size();
      for (FunctionId G = 0; G < P.functions().size(); ++G) {
        const Function &Fn = P.function(G);
        if (!Fn.Virtual)
          continue;
        bool Kin = Names.contains(Fn.Name) ||
                   std::any_of(Fn.Overrides.begin(), Fn.Overrides.end(),
                               [&](const EntityName &Base) {
                                 return Names.contains(Base);
                               });
        if (!Kin)
          continue;
        Out.insert(G);
        Names.insert(Fn.Name);
        Names.insert(Fn.Overrides.begin(), Fn.Overrides.end());
      }
    }
    return {Out.begin(), Out.end()};
  }

  const Program &P;
  const StateObject &S;
  const Options &O;
  Reach R;
  std::set<FunctionId> Seen, Needed, Lambdas;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<FunctionId>>
      Instantiations; ///< by file and offset of their template
};

} // namespace

Reach reachOfGlobals(const Program &P, const StateObject &S, const Options &O) {
  return GlobalsReach(P, S, O).run();
}

} // namespace cotidy
