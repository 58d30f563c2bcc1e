//===- Effects.cpp - What calling each function does ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bottom-up over the call graph's components, each to its fixpoint: all facts
// only ever grow, and each is bounded.
//
//===----------------------------------------------------------------------===//

#include "program/BottomUp.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>
#include <mutex>

namespace cotidy {

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

namespace {

/// What others are to know of one component besides its effects.
struct Recorded {
  std::vector<std::pair<FunctionId, EventRef>> Calls;
  std::vector<std::pair<GlobalId, FunctionId>> Referrers;
  std::vector<GlobalId> Changes;
};

class EffectsBuilder {
public:
  explicit EffectsBuilder(Program::Impl &P)
      : P(P), OnGlobals(P.Globals.size()) {}
  Recorded run(const std::vector<FunctionId> &Component);

private:
  Program::Impl &P;
  GlobalEffects OnGlobals;

  bool runsParams(const Flow &Fl);
  bool onObjects(FunctionId F, const AccessList &List);
  bool onGlobals(const Flow &Fl, const AccessList &List);
  void record(const Flow &Fl, const AccessList &List, Recorded &Out);
};

/// Marks the parameters that a function calls, or hands to somebody who does.
bool EffectsBuilder::runsParams(const Flow &Fl) {
  const FunctionId F = Fl.function();
  llvm::SmallBitVector &Runs = P.Summaries[F].RunsParams;
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
  return A.Where.Base == Place::Global ||
         (!A.InCallee && A.Why != Implicit::Destructor &&
          (A.Where.Base == Place::This ||
           (A.Where.Base == Place::Parameter && Lent) ||
           (A.Where.Base == Place::Capture && Lent)));
}

/// What the last look at a function says for others to ask about.
void EffectsBuilder::record(const Flow &Fl, const AccessList &List,
                            Recorded &Out) {
  const FunctionId F = Fl.function();
  const Function &Fn = P.Functions[F];
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.K == Event::Call) {
        for (FunctionId Callee : Fl.callees(E))
          Out.Calls.push_back({Callee, {F, B, I}});
      } else if (!E.Callee.empty()) {
        if (FunctionId Made = P.find(E.Callee); Made != None)
          Out.Calls.push_back({Made, {F, B, I}});
      } else if (E.K == Event::Borrow && E.Target.Base == Place::Global) {
        Out.Referrers.push_back({E.Target.Index, F});
      } else if (E.K == Event::Suspend) {
        P.EffectsOf[F].Suspends |=
            !E.NeverSuspends && E.Suspending != SuspendKind::Final;
      }
    }
  if (!Fn.Coroutine)
    std::copy_if(List.Accesses.begin(), List.Accesses.end(),
                 std::back_inserter(P.OwnAccesses[F]), isOthers);
  P.OwnAccesses[F].shrink_to_fit();
  for (const Access &A : List.Accesses)
    if (A.Kind != AccessKind::Read && tellsOfGlobal(P, A))
      Out.Changes.push_back(A.Where.Index);
}

Recorded EffectsBuilder::run(const std::vector<FunctionId> &Component) {
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
  Recorded Out;
  for (size_t I = 0; I < Made.size(); ++I)
    record(*Made[I], Lists[I], Out);
  for (FunctionId F : Component)
    P.forget(F);
  return Out;
}

/// One for each that is at work at a time: they have room for every global.
class Builders {
public:
  explicit Builders(Program::Impl &P) : P(P) {}

  std::unique_ptr<EffectsBuilder> take() {
    const std::lock_guard<std::mutex> Lock(Mutex);
    if (Idle.empty())
      return std::make_unique<EffectsBuilder>(P);
    std::unique_ptr<EffectsBuilder> One = std::move(Idle.back());
    Idle.pop_back();
    return One;
  }
  void giveBack(std::unique_ptr<EffectsBuilder> One) {
    const std::lock_guard<std::mutex> Lock(Mutex);
    Idle.push_back(std::move(One));
  }

private:
  Program::Impl &P;
  std::mutex Mutex;
  std::vector<std::unique_ptr<EffectsBuilder>> Idle;
};

} // namespace

void Program::Impl::computeEffects() {
  Callers.resize(Functions.size());
  Referrers.resize(Globals.size());
  Changing.resize(Globals.size());
  OwnAccesses.resize(Functions.size());
  Builders All(*this);
  bottomUp<Recorded>(
      *this,
      [&](const std::vector<FunctionId> &Component) {
        std::unique_ptr<EffectsBuilder> Builder = All.take();
        Recorded Out = Builder->run(Component);
        All.giveBack(std::move(Builder));
        return Out;
      },
      [&](const std::vector<FunctionId> &, const Recorded &Found) {
        for (const auto &[Callee, At] : Found.Calls)
          Callers[Callee].push_back({At});
        for (const auto &[G, F] : Found.Referrers)
          Referrers[G].push_back(F);
        for (GlobalId G : Found.Changes)
          Changing[G] = true;
      });
  for (std::vector<CallSite> &Sites : Callers) {
    std::sort(Sites.begin(), Sites.end(),
              [](const CallSite &A, const CallSite &B) { return A.At < B.At; });
    Sites.shrink_to_fit();
  }
  for (std::vector<FunctionId> &Of : Referrers) {
    std::sort(Of.begin(), Of.end());
    Of.erase(std::unique(Of.begin(), Of.end()), Of.end());
  }
}

} // namespace cotidy
