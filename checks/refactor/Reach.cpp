//===- Reach.cpp - Who must be handed a state object ----------------------===//
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

std::string lastComponent(const std::string &Qualified) {
  size_t Colon = Qualified.rfind("::");
  return Colon == std::string::npos ? Qualified : Qualified.substr(Colon + 2);
}

/// Why the function cannot be given another parameter; empty: it can.
std::string fixedSignature(const Function &F) {
  if (F.Main)
    return "the parameters of 'main' are fixed";
  if (F.System)
    return "'" + F.Display + "' is declared in a system header";
  if (F.Lambda)
    return "a lambda would have to take it";
  if (F.DestructorFn)
    return "a destructor takes no parameters";
  if (F.ConstructorFn)
    return "constructor '" + F.Display + "' would have to take it";
  const std::string Name = lastComponent(F.Display);
  if (Name.starts_with("operator") &&
      (Name.size() == 8 || !(std::isalnum(Name[8]) || Name[8] == '_')))
    return "the parameters of '" + F.Display + "' are fixed";
  if (!F.Parent.empty())
    return "'" + F.Display + "' is a member of a local class";
  return "";
}

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
      R.Refused.push_back(
          {{},
           "no function that is seen runs all who use " +
               std::string(S.Members.size() == 1 ? "it" : "them")});
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
      for (const Program::GlobalUse &U : P.uses(M.Where.Index))
        if (!P.accesses(U.F)[U.Access].InCallee && !P.function(U.F).Initializer)
          take(U.F);
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
    for (FunctionId F = 0; F < P.functions().size(); ++F) {
      if (!P.function(F).Initializer)
        continue;
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
    }
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
};

class CopiesReach {
public:
  CopiesReach(const Program &P, const StateObject &S, const Options &O)
      : P(P), S(S), O(O) {}

  Reach run() && {
    if (S.Owner == None) {
      R.Refused.push_back({{}, "no call of it is seen"});
      return std::move(R);
    }
    const Function &Owner = P.function(S.Owner);
    if (Owner.Pattern || Owner.Instantiation)
      R.Refused.push_back(
          {Owner.Loc, "'" + nameOf(P, S.Owner) + "' is a template"});
    for (const StateObject::Member &M : S.Members)
      variable(M);
    for (const StateObject::Replaced &C : S.Copies)
      Takers.insert(C.F);
    for (FunctionId F : Takers)
      taker(F);
    changedBetween();
    otherCopies();
    R.Takers.assign(Takers.begin(), Takers.end());
    std::sort(R.Calls.begin(), R.Calls.end());
    return std::move(R);
  }

private:
  void variable(const StateObject::Member &M) {
    const Function &Owner = P.function(S.Owner);
    const Type *Ty = nullptr;
    Location Loc;
    if (M.Where.isWhole() && M.Where.Base == Place::Local) {
      Ty = &Owner.Locals[M.Where.Index].Ty;
      Loc = Owner.Locals[M.Where.Index].Loc;
    } else if (M.Where.isWhole() && M.Where.Base == Place::Parameter) {
      Ty = &Owner.Params[M.Where.Index].Ty;
      Loc = Owner.Params[M.Where.Index].Loc;
    }
    if (!Ty || M.In != S.Owner)
      R.Refused.push_back({Owner.Loc, "'" + M.Name + "' is no variable of '" +
                                          nameOf(P, S.Owner) + "' itself"});
    else if (Ty->Reference)
      R.Refused.push_back({Loc, "'" + M.Name + "' is a reference to what '" +
                                    nameOf(P, S.Owner) + "' does not own"});
    else if (Loc.inMacro())
      R.Refused.push_back({Loc, "'" + M.Name + "' is declared by a macro"});
    else if (M.Where.Base == Place::Parameter && isCallersCopy(M.Where.Index))
      R.Refused.push_back({Loc, "'" + M.Name +
                                    "' is a copy already, of what a caller of "
                                    "'" +
                                    nameOf(P, S.Owner) + "' has"});
  }

  /// A function that is no coroutine makes a task of another copy.
  void otherCopies() {
    const Function &Owner = P.function(S.Owner);
    for (uint32_t B = 0; B < Owner.Blocks.size(); ++B)
      for (const Event &E : Owner.Blocks[B].Events) {
        const FunctionId Callee =
            E.K == Event::Call ? P.find(E.Callee) : FunctionId(None);
        if (Callee == None || !E.ResultType.Coroutine ||
            P.function(Callee).Coroutine)
          continue;
        for (const StateObject::Member &M : S.Members)
          for (const Argument &A : E.Args)
            if (A.How == Passing::Value && A.LValue && A.From == M.Where)
              R.Refused.push_back({E.Loc, "'" + P.function(Callee).Display +
                                              "' gets a copy of '" + M.Name +
                                              "' here, for a task of its own"});
      }
  }

  bool isCallersCopy(uint32_t Parameter) const {
    const std::vector<CallSite> &Calls = P.callers(S.Owner);
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
  void changedBetween() {
    const ControlFlow Flow(P, S.Owner, O);
    for (const StateObject::Member &M : S.Members)
      for (const Access &A : P.accesses(S.Owner)) {
        if (A.Kind != AccessKind::Write || !contains(M.Where, A.Where) ||
            A.Storing == StoreKind::Init || A.Why != Implicit::No)
          continue;
        auto Before = [&](EventRef Call) {
          return Call.F == S.Owner && Flow.mayFollow(Call, A.At);
        };
        auto After = [&](EventRef Call) {
          return Call.F == S.Owner && Flow.mayFollow(A.At, Call);
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
    if (F == S.Owner)
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
    if (In == S.Owner)
      return A.From == S.Members[Member].Where;
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
};

} // namespace

namespace {

/// May the closure that \p Made makes be called after the function that makes
/// it has gone on? Not if it is only called, or handed to an algorithm.
bool mayEscape(const Program &P, EventRef Made, const Options &O) {
  const FunctionId Body = P.find(P.event(Made).Callee);
  auto Harmless = [&](EventRef At, const Argument *Receiver) {
    const Event &E = P.event(At);
    if (E.K == Event::ScopeEnd || E.Why == Implicit::Destructor)
      return true;
    if (E.K != Event::Call || E.Constructor)
      return false;
    std::vector<FunctionId> Callees = P.callees(At), Calls = P.callbacks(At);
    if (Receiver && !Callees.empty() && Callees.front() == Body)
      return true;
    return E.CalleeStd && !matchesName(O.Spawners, E.CalleeName) &&
           std::find(Calls.begin(), Calls.end(), Body) != Calls.end();
  };
  const Function &Fn = P.function(Made.F);
  std::set<uint32_t> Held; ///< locals that hold it
  for (EventRef U : P.usersOf(Made.F, P.event(Made).Result)) {
    if (U.Index >= Fn.Blocks[U.Block].Events.size())
      return true;
    const Event &E = P.event(U);
    if (E.K == Event::Store && E.Storing == StoreKind::Init &&
        E.Target.isWhole() && E.Target.Base == Place::Local)
      Held.insert(E.Target.Index);
    else if (!Harmless(U, E.Receiver ? &*E.Receiver : nullptr))
      return true;
  }
  auto IsHeld = [&](const Place &Where) {
    return Where.Base == Place::Local && Held.contains(Where.Index);
  };
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const EventRef At{Made.F, B, I};
      const Event &E = P.event(At);
      const bool Receives = E.Receiver && IsHeld(E.Receiver->From);
      bool Used = Receives || (IsHeld(E.Target) && E.K != Event::Store);
      for (const Argument &A : E.Args)
        Used |= IsHeld(A.From);
      if (!Used || E.K == Event::Load || E.K == Event::Borrow)
        continue; // who uses what they give is asked below
      if (!Harmless(At, Receives ? &*E.Receiver : nullptr))
        return true;
    }
  return false;
}

} // namespace

Reach reachOfGlobals(const Program &P, const StateObject &S, const Options &O) {
  return GlobalsReach(P, S, O).run();
}

Reach reachOfCopies(const Program &P, const StateObject &S, const Options &O) {
  return CopiesReach(P, S, O).run();
}

bool mayRefer(const Program &P, const StateObject &S, const Reach &R,
              const Lifetimes &L, const Options &O) {
  // Declared first in the owner, or where the first of its variables is.
  Place Held;
  for (const StateObject::Member &M : S.Members)
    if (M.In != None && M.Where.Base == Place::Local &&
        (Held.Base == Place::Unknown || M.Where.Index < Held.Index))
      Held = M.Where;
  for (const StateObject::Member &M : S.Members)
    if (M.Where.Base == Place::Parameter)
      Held = {};
  Place Lent;
  Lent.Base = Place::This;
  // A lambda that used a global could be called at any time.
  if (!P.function(S.Owner).Main)
    for (EventRef Made : R.Closures)
      if (mayEscape(P, Made, O))
        return false;
  std::set<FunctionId> HandOut; ///< what makes a task and returns it
  for (size_t Before = ~size_t(0); Before != HandOut.size();) {
    Before = HandOut.size();
    for (EventRef Call : R.Calls) {
      std::vector<FunctionId> Bodies = P.callees(Call);
      if (P.event(Call).K == Event::Call &&
          !P.event(Call).ResultType.Coroutine &&
          std::none_of(Bodies.begin(), Bodies.end(), [&](FunctionId F) {
            return P.function(F).Coroutine || HandOut.contains(F);
          }))
        continue;
      LifetimeProof Proof = L.taskWithin(Call, Call.F == S.Owner ? Held : Lent);
      if (!Proof.safe())
        return false;
      if (Proof.AtReturn)
        HandOut.insert(Call.F);
    }
  }
  return true;
}

} // namespace cotidy
