//===- Returns.cpp - What functions return --------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bottom-up: the objects that a returned reference or pointer refers to, and by
// them what global pointers refer to.
//
//===----------------------------------------------------------------------===//

#include "program/BottomUp.h"
#include "program/ProgramImpl.h"

namespace cotidy {

/// Whoever returns pointers in circles has said all after a few rounds.
static constexpr int MostRounds = 8;

std::vector<std::unique_ptr<Flow>>
settle(Program::Impl &P, const std::vector<FunctionId> &Component) {
  std::vector<std::unique_ptr<Flow>> Made(Component.size());
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

namespace {

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
  void collect(FunctionId F, const std::vector<Flow::GlobalStore> &Stores);
  void finish();

private:
  Program::Impl &P;
  std::vector<PassedIn> Open;
  std::vector<std::vector<FunctionId>> CallersOf;

  std::vector<EventRef> sites(FunctionId Callee);
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

void GlobalTargets::collect(FunctionId F,
                            const std::vector<Flow::GlobalStore> &Stores) {
  for (const Flow::GlobalStore &S : Stores)
    for (const Place &R : S.Referents)
      store(S.Target, R, F, 0);
}

/// Call sites of one function by name: who passes a pointer on for a global to
/// keep it is rarely called through one.
std::vector<EventRef> GlobalTargets::sites(FunctionId Callee) {
  std::vector<EventRef> Sites;
  for (FunctionId F : CallersOf[Callee])
    for (uint32_t B = 0; B < P.Functions[F].Blocks.size(); ++B)
      for (uint32_t I = 0; I < P.Functions[F].Blocks[B].Events.size(); ++I)
        if (const Event &E = P.Functions[F].Blocks[B].Events[I];
            E.K == Event::Call && P.find(E.Callee) == Callee)
          Sites.push_back({F, B, I});
  return Sites;
}

void GlobalTargets::finish() {
  if (Open.empty())
    return;
  CallersOf.resize(P.Functions.size());
  for (FunctionId F = 0; F < P.Functions.size(); ++F)
    for (FunctionId Callee : P.Edges[F])
      CallersOf[Callee].push_back(F);
  std::unordered_map<FunctionId, std::vector<EventRef>> Known;
  while (!Open.empty()) {
    std::vector<PassedIn> Now = std::move(Open);
    Open.clear();
    for (const PassedIn &S : Now) {
      auto [Sites, New] = Known.try_emplace(S.F);
      if (New)
        Sites->second = sites(S.F);
      for (EventRef Site : Sites->second)
        for (const Place &R :
             P.flow(Site.F).translate(S.Stored, P.event(Site), S.F, {}))
          store(S.Target, R, Site.F, S.Depth + 1);
      if (Sites->second.empty())
        store(S.Target, {}, S.F, S.Depth);
    }
  }
  // These flows did not know yet what globals point to.
  for (FunctionId F = 0; F < P.Functions.size(); ++F)
    P.forget(F);
}

} // namespace

void Program::Impl::computeReturns() {
  EffectsOf.resize(Functions.size());
  Summaries.resize(Functions.size());
  Flows = std::vector<Lazy<Flow>>(Functions.size());
  Lists = std::vector<Lazy<AccessList>>(Functions.size());
  Indices = std::vector<Lazy<ValueIndex>>(Functions.size());
  GlobalContents.resize(Globals.size());
  GlobalTargets Targets(*this);
  using Stores = std::vector<Flow::GlobalStore>;
  bottomUp<std::vector<Stores>>(
      *this,
      [&](const std::vector<FunctionId> &Component) {
        std::vector<Stores> Found;
        for (const std::unique_ptr<Flow> &Fl : settle(*this, Component))
          Found.push_back(Fl->globalStores());
        for (FunctionId F : Component)
          forget(F);
        return Found;
      },
      [&](const std::vector<FunctionId> &Component,
          const std::vector<Stores> &Found) {
        for (size_t I = 0; I < Component.size(); ++I)
          Targets.collect(Component[I], Found[I]);
      });
  Targets.finish();
}

} // namespace cotidy
