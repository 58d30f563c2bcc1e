//===- Effects.cpp - What calling each function does ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bottom-up over the call graph's components, each to its fixpoint: all facts
// only ever grow, and each is bounded. First what functions return, by which
// the targets of global pointers are found; then, with these, effects.
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

namespace {

/// Whoever returns pointers in circles has said all after a few rounds.
constexpr int MostRounds = 8;

using Flows = std::vector<std::unique_ptr<Flow>>;

/// Returns of one component, and the flows that they rest on.
Flows settle(Program::Impl &P, const std::vector<FunctionId> &Component) {
  Flows Made(Component.size());
  for (int Round = 0; Round < MostRounds; ++Round) {
    bool Changed = false;
    for (size_t I = 0; I < Component.size(); ++I) {
      const FunctionId F = Component[I];
      Made[I] = std::make_unique<Flow>(P, F);
      Changed |= unite(P.EffectsOf[F].Returns, Made[I]->returned());
      if (Made[I]->returnsTask() && !P.Summaries[F].ReturnsTask)
        Changed = P.Summaries[F].ReturnsTask = true;
    }
    if (!Changed || !P.Recursive[Component[0]])
      break;
  }
  return Made;
}

/// A store to a global pointer whose target a caller chose.
struct PassedIn {
  FunctionId F;
  Place Stored;
  Place Target;
  int Depth;
};

class GlobalTargets {
public:
  explicit GlobalTargets(Program::Impl &P) : P(P) {}
  void collect(const Flow &Fl);
  void finish();

private:
  Program::Impl &P;
  std::vector<PassedIn> Open;

  void add(const Place &Target, const Place &Stored) {
    P.GlobalContents[Target.Index].add(Target.Path, {Stored});
  }
  static void addUnknown(const Place &Target, PlaceSet &Into) {
    Place Own = Target;
    Own.Path.push_back({PathElement::Deref, ""});
    unite(Into, Own);
  }
  void store(const Place &Target, const Place &Stored, FunctionId F, int Depth);
};

void GlobalTargets::store(const Place &Target, const Place &Stored,
                          FunctionId F, int Depth) {
  constexpr int Farthest = 3;
  const bool Passed = Stored.Base == Place::Parameter ||
                      Stored.Base == Place::This ||
                      Stored.Base == Place::Capture;
  if (Stored.Base == Place::Global)
    return add(Target, Stored);
  if (Passed && Depth < Farthest) {
    Open.push_back({F, Stored, Target, Depth});
    return;
  }
  PlaceSet Own;
  addUnknown(Target, Own);
  for (const Place &O : Own)
    add(Target, O);
}

void GlobalTargets::collect(const Flow &Fl) {
  for (const Flow::GlobalStore &S : Fl.globalStores())
    for (const Place &R : S.Referents)
      store(S.Target, R, Fl.function(), 0);
}

void GlobalTargets::finish() {
  if (Open.empty())
    return;
  // Call sites by name: who passes a pointer on for a global to keep it is
  // rarely called through one.
  std::vector<std::vector<EventRef>> Sites(P.Functions.size());
  for (FunctionId F = 0; F < P.Functions.size(); ++F)
    for (uint32_t B = 0; B < P.Functions[F].Blocks.size(); ++B)
      for (uint32_t I = 0; I < P.Functions[F].Blocks[B].Events.size(); ++I)
        if (const Event &E = P.Functions[F].Blocks[B].Events[I];
            E.K == Event::Call)
          if (FunctionId Callee = P.find(E.Callee); Callee != None)
            Sites[Callee].push_back({F, B, I});
  while (!Open.empty()) {
    std::vector<PassedIn> Now = std::move(Open);
    Open.clear();
    for (const PassedIn &S : Now) {
      for (EventRef Site : Sites[S.F])
        for (const Place &R :
             P.flow(Site.F).translate(S.Stored, P.event(Site), S.F, {}))
          store(S.Target, R, Site.F, S.Depth + 1);
      if (Sites[S.F].empty())
        store(S.Target, {}, S.F, S.Depth);
    }
  }
  // These flows did not know yet what globals point to.
  for (std::unique_ptr<Flow> &Fl : P.Flows)
    Fl.reset();
}

} // namespace

AccessOrigin originOf(const Place &Where) {
  AccessOrigin Of;
  if (Where.Base == Place::Parameter && !Where.throughDeref())
    return Of; // the callee's own copy
  Of.Object = Where.Base;
  Of.Index = Where.Base == Place::This ? 0 : Where.Index;
  const auto Derefs = std::count_if(
      Where.Path.begin(), Where.Path.end(),
      [](const PathElement &E) { return E.K == PathElement::Deref; });
  if (Where.Base == Place::Parameter)
    Of.Behind = Derefs > 1;
  else if (Where.Base == Place::This)
    Of.Behind = Derefs > 0;
  return Of;
}

const Effects::OnObject *effectOn(const Effects &Does, const AccessOrigin &Of) {
  auto At = [&](const std::vector<Effects::OnObject> &Objects) {
    return Of.Index < Objects.size() ? &Objects[Of.Index] : nullptr;
  };
  switch (Of.Object) {
  case Place::Global:
    return Does.onGlobal(Of.Index);
  case Place::Parameter:
    return At(Of.Behind ? Does.BehindParams : Does.Params);
  case Place::Capture:
    return At(Does.Captures);
  case Place::This:
    return Of.Behind ? &Does.BehindThis : &Does.This;
  default:
    return nullptr;
  }
}

void Program::Impl::computeReturns() {
  EffectsOf.resize(Functions.size());
  Summaries.resize(Functions.size());
  Flows.resize(Functions.size());
  Lists.resize(Functions.size());
  Indices.resize(Functions.size());
  GlobalContents.resize(Globals.size());
  GlobalTargets Targets(*this);
  for (const std::vector<FunctionId> &Component : Components)
    for (const std::unique_ptr<Flow> &Fl : settle(*this, Component))
      Targets.collect(*Fl);
  Targets.finish();
}

namespace {

class EffectsBuilder {
public:
  explicit EffectsBuilder(Program::Impl &P)
      : P(P), OnGlobals(P.Globals.size()) {}
  void run(const std::vector<FunctionId> &Component);

private:
  Program::Impl &P;
  GlobalEffects OnGlobals;

  bool runsParams(const Flow &Fl);
  bool onObjects(FunctionId F, const AccessList &List);
  bool onGlobals(const Flow &Fl, const AccessList &List);
  void record(const Flow &Fl, const AccessList &List);
};

/// Marks the parameters that a function calls, or hands to somebody who does.
bool EffectsBuilder::runsParams(const Flow &Fl) {
  const FunctionId F = Fl.function();
  std::vector<bool> &Runs = P.Summaries[F].RunsParams;
  Runs.resize(P.Functions[F].Params.size());
  bool Changed = false;
  auto Mark = [&](const PlaceSet &Called) {
    for (const Place &Pl : Called)
      if (Pl.Base == Place::Parameter && !Runs[Pl.Index])
        Changed = Runs[Pl.Index] = true;
  };
  auto MarkArgument = [&](const Argument &A) {
    Mark(Fl.referents(A));
    Mark(Fl.held(A));
    if (A.From.Base == Place::Parameter)
      Mark({A.From});
  };
  for (const Block &B : P.Functions[F].Blocks)
    for (const Event &E : B.Events) {
      if (E.K != Event::Call)
        continue;
      if (Fl.definition(E.Indirect).isValid())
        Mark(Fl.pointees(E.Indirect));
      if (E.Receiver && lastComponent(E.CalleeName) == "operator()")
        MarkArgument(*E.Receiver);
      for (size_t I = 0; I < E.Args.size(); ++I)
        if (Fl.runsArgument(E, I))
          MarkArgument(E.Args[I]);
    }
  return Changed;
}

bool EffectsBuilder::onObjects(FunctionId F, const AccessList &List) {
  Effects &Does = P.EffectsOf[F];
  Does.Params.resize(P.Functions[F].Params.size());
  Does.BehindParams.resize(P.Functions[F].Params.size());
  Does.Captures.resize(P.Functions[F].Captures.size());
  bool Changed = List.OwnMutex != Does.LocksOwnMutex;
  Does.LocksOwnMutex = List.OwnMutex;
  for (const Access &A : List.Accesses) {
    if (A.Where.Base == Place::Global)
      continue;
    // Effects are this object's own.
    auto *O =
        const_cast<Effects::OnObject *>(effectOn(Does, originOf(A.Where)));
    if (!O)
      continue;
    Effects::Part Part;
    Part.Happens = true;
    Part.Certain = A.Certain;
    Part.Synchronised = A.Synchronised || A.Locked;
    Part.ViaCoroutine = A.ViaCoroutine;
    Changed |= merge(O->part(A.Kind), Part);
  }
  return Changed;
}

/// Is the access one that callers must know of?
bool tellsOfGlobal(const Program::Impl &P, const Access &A) {
  if (A.Where.Base != Place::Global)
    return false;
  const Variable &V = P.Globals[A.Where.Index];
  return !V.System && (!V.Constant || A.Where.throughDeref()) &&
         !(A.Storing == StoreKind::Init && A.Kind == AccessKind::Write);
}

bool EffectsBuilder::onGlobals(const Flow &Fl, const AccessList &List) {
  const FunctionId F = Fl.function();
  for (const Access &A : List.Accesses)
    if (tellsOfGlobal(P, A))
      OnGlobals.add(A.Where.Index, A.Kind, A);
  auto Add = [&](FunctionId Callee) {
    if (Callee != F || P.Functions[F].Coroutine)
      OnGlobals.add(P.EffectsOf[Callee].Globals, P.Functions[Callee].Coroutine);
  };
  for (const Block &B : P.Functions[F].Blocks)
    for (const Event &E : B.Events) {
      if (E.K != Event::Call)
        continue;
      for (FunctionId Callee : Fl.callees(E))
        Add(Callee);
      for (EventRef Maker : Fl.callbacks(E))
        Add(P.find(P.event(Maker).Callee));
    }
  GlobalEffects::Set All = OnGlobals.take();
  GlobalEffects::Set &Known = P.EffectsOf[F].Globals;
  const bool Changed = !Known || *Known != *All;
  if (Changed)
    Known = std::move(All);
  return Changed;
}

/// Is the access one of Program::ownAccesses?
bool isOthers(const Access &A) {
  const bool Lent =
      !A.Where.Path.empty() && A.Where.Path[0].K == PathElement::Deref;
  return !A.InCallee && A.Why != Implicit::Destructor &&
         (A.Where.Base == Place::Global || A.Where.Base == Place::This ||
          (A.Where.Base == Place::Parameter && Lent) ||
          (A.Where.Base == Place::Capture && Lent));
}

/// What the last look at a function says for others to ask about.
void EffectsBuilder::record(const Flow &Fl, const AccessList &List) {
  const FunctionId F = Fl.function();
  const Function &Fn = P.Functions[F];
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.K == Event::Call) {
        for (FunctionId Callee : Fl.callees(E))
          P.Callers[Callee].push_back({{F, B, I}});
      } else if (!E.Callee.empty()) {
        if (FunctionId Made = P.find(E.Callee); Made != None)
          P.Callers[Made].push_back({{F, B, I}});
      } else if (E.K == Event::Suspend) {
        P.EffectsOf[F].Suspends |=
            !E.NeverSuspends && E.Suspending != SuspendKind::Final;
      }
    }
  if (!Fn.Coroutine)
    std::copy_if(List.Accesses.begin(), List.Accesses.end(),
                 std::back_inserter(P.OwnAccesses[F]), isOthers);
  for (const Access &A : List.Accesses)
    if (A.Where.Base == Place::Global) {
      std::vector<FunctionId> &Users = P.DirectUsers[A.Where.Index];
      if (Users.empty() || Users.back() != F)
        Users.push_back(F);
      if (A.Kind != AccessKind::Read && tellsOfGlobal(P, A))
        P.Changing[A.Where.Index] = true;
    }
}

void EffectsBuilder::run(const std::vector<FunctionId> &Component) {
  const auto Made = settle(P, Component);
  const bool Again = P.Recursive[Component[0]];
  std::vector<AccessList> Lists(Made.size());
  // Objects first: what is passed by reference makes accesses of globals.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t I = 0; I < Made.size(); ++I) {
      Changed |= runsParams(*Made[I]);
      Lists[I] = collectAccesses(P, *Made[I], /*InCallees=*/false);
      Changed |= onObjects(Component[I], Lists[I]);
    }
    Changed &= Again;
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (size_t I = 0; I < Made.size(); ++I)
      Changed |= onGlobals(*Made[I], Lists[I]);
    Changed &= Again;
  }
  for (size_t I = 0; I < Made.size(); ++I)
    record(*Made[I], Lists[I]);
}

} // namespace

void Program::Impl::computeEffects() {
  Callers.resize(Functions.size());
  DirectUsers.resize(Globals.size());
  Changing.resize(Globals.size());
  OwnAccesses.resize(Functions.size());
  EffectsBuilder Builder(*this);
  for (const std::vector<FunctionId> &Component : Components)
    Builder.run(Component);
  for (std::vector<CallSite> &Sites : Callers)
    std::sort(Sites.begin(), Sites.end(),
              [](const CallSite &A, const CallSite &B) { return A.At < B.At; });
  for (std::vector<FunctionId> &Users : DirectUsers) {
    std::sort(Users.begin(), Users.end());
    Users.erase(std::unique(Users.begin(), Users.end()), Users.end());
  }
}

} // namespace cotidy
