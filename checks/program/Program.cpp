//===- Program.cpp - Linked summaries -------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Program.h"
#include "program/ProgramImpl.h"
#include <algorithm>
#include <unordered_set>

namespace cotidy {

Program::Program() : I(std::make_unique<Impl>()) {}
Program::~Program() = default;

void inTurn(size_t Count, const std::function<void(size_t)> &Work) {
  for (size_t I = 0; I < Count; ++I)
    Work(I);
}

void inGrains(const Executor &Run, size_t Count,
              const std::function<void(size_t)> &Work) {
  constexpr size_t Grain = 16;
  Run((Count + Grain - 1) / Grain, [&](size_t Part) {
    for (size_t I = Part * Grain; I < std::min(Count, (Part + 1) * Grain); ++I)
      Work(I);
  });
}

std::unique_ptr<Program> Program::link(std::vector<TUSummary> Units,
                                       Executor Run) {
  std::unique_ptr<Program> P(new Program);
  P->I->Run = std::move(Run);
  P->I->merge(std::move(Units));
  P->I->buildCallGraph();
  P->I->computeReturns();
  P->I->computeEffects();
  P->I->lookAtCoroutines();
  return P;
}

const Executor &Program::executor() const { return I->Run; }

std::vector<uint32_t> Program::unitsNaming(std::string_view Function) const {
  const size_t Hash = std::hash<std::string_view>()(Function);
  std::vector<uint32_t> Found;
  for (auto It = std::lower_bound(I->NamedIn.begin(), I->NamedIn.end(),
                                  std::pair(Hash, uint32_t(0)));
       It != I->NamedIn.end() && It->first == Hash; ++It)
    Found.push_back(It->second);
  return Found;
}

const std::vector<Program::Unit> &Program::units() const { return I->Units; }
const std::vector<SourceFile> &Program::files() const { return I->Files; }
const std::vector<Variable> &Program::globals() const { return I->Globals; }
const std::vector<Function> &Program::functions() const { return I->Functions; }

FunctionId Program::find(std::string_view Name) const { return I->find(Name); }

std::vector<FunctionId> Program::callees(EventRef Call) const {
  return I->flow(Call.F).callees(event(Call));
}

std::vector<FunctionId> Program::callbacks(EventRef Call) const {
  std::vector<FunctionId> Bodies;
  for (EventRef Maker : I->flow(Call.F).callbacks(event(Call)))
    if (FunctionId Body = I->find(event(Maker).Callee);
        std::find(Bodies.begin(), Bodies.end(), Body) == Bodies.end())
      Bodies.push_back(Body);
  return Bodies;
}

const std::vector<CallSite> &Program::callers(FunctionId F) const {
  return I->Callers[F];
}

const Effects &Program::effects(FunctionId F) const { return I->EffectsOf[F]; }

const std::vector<Access> &Program::accesses(FunctionId F) const {
  return I->list(F).Accesses;
}

const std::vector<FunctionId> &Program::referrers(GlobalId G) const {
  return I->Referrers[G];
}

std::vector<PathStep> Program::path(const Access &A) const {
  return I->path(A);
}

const std::vector<Program::GlobalUse> &Program::uses(GlobalId G) const {
  return I->uses(G);
}

/// A closure refers to what it captured, a task to what it was given.
static void addHoldings(const Flow &Fl, PlaceSet &Places) {
  for (size_t I = 0; I < Places.size(); ++I) {
    const Event *Maker = Fl.maker(Places[I]);
    if (!Maker || (Maker->K != Event::Closure && Maker->K != Event::Call))
      continue;
    for (const Argument &A : Maker->Args)
      unite(Places, Fl.referents(A));
    if (Maker->K == Event::Call && Maker->Receiver)
      unite(Places, Fl.referents(*Maker->Receiver));
  }
}

std::vector<Place> Program::pointees(FunctionId F, ValueId V) const {
  const Flow &Fl = I->flow(F);
  if (!Fl.definition(V).isValid())
    return {};
  PlaceSet Places = Fl.pointees(V);
  addHoldings(Fl, Places);
  return Places;
}

EventRef Program::definition(FunctionId F, ValueId V) const {
  const ValueIndex &Index = I->index(F);
  return V < Index.Definitions.size() ? Index.Definitions[V] : EventRef();
}

const std::vector<EventRef> &Program::usersOf(FunctionId F, ValueId V) const {
  static const std::vector<EventRef> Nobody;
  const ValueIndex &Index = I->index(F);
  return V < Index.Users.size() ? Index.Users[V] : Nobody;
}

/// All checks ask for what coroutines do: made beside each other, it takes less
/// time than when the first that asks has to wait for it.
void Program::Impl::lookAtCoroutines() const {
  std::vector<FunctionId> Coroutines;
  for (FunctionId F = 0; F < Functions.size(); ++F)
    if (Functions[F].Coroutine && !Functions[F].System)
      Coroutines.push_back(F);
  inGrains(Run, Coroutines.size(), [&](size_t I) { list(Coroutines[I]); });
}

void Program::Impl::forget(FunctionId F) const {
  Flows[F].forget();
  Lists[F].forget();
  Indices[F].forget();
  Functions[F].Blocks.forget();
}

void Program::forgetOthers() const {
  for (FunctionId F = 0; F < I->Functions.size(); ++F)
    if (!I->Functions[F].Coroutine)
      I->forget(F);
}

const std::vector<FunctionId> &Program::initializers() const {
  return I->Initializers;
}

const std::vector<std::string_view> &Program::calledNames() const {
  return I->CalledNames.get([&] {
    auto Names = std::make_unique<std::vector<std::string_view>>();
    std::unordered_set<std::string_view> Seen;
    for (const Function &F : I->Functions)
      for (const Mention &M : F.Blocks.mentions())
        if (M.IsCall)
          if (std::string_view Name =
                  M.Constructor ? M.CalleeRecord : M.CalleeName;
              Seen.insert(Name).second)
            Names->push_back(Name);
    return Names;
  });
}

const std::vector<Access> &Program::ownAccesses(FunctionId F) const {
  return I->OwnAccesses[F];
}

static Program::Impl::Made &madeBy(const Program::Impl &P, const void *Kind,
                                   const Options &O) {
  Options Key = O;
  Key.MinConfidence = Options().MinConfidence;
  const std::lock_guard<std::mutex> Lock(P.Finding);
  for (const std::unique_ptr<Program::Impl::Made> &Known : P.ByOptions)
    if (Known->Kind == Kind && Known->By == Key)
      return *Known;
  P.ByOptions.push_back(std::make_unique<Program::Impl::Made>());
  P.ByOptions.back()->Kind = Kind;
  P.ByOptions.back()->By = std::move(Key);
  return *P.ByOptions.back();
}

const void *Program::make(const void *Kind, const Options &O,
                          Maker Make) const {
  // What is made keeps a reference to the options, and may make others.
  Impl::Made &One = madeBy(*I, Kind, O);
  return One.What
      .get([&] {
        return std::make_unique<std::shared_ptr<const void>>(
            Make(*this, One.By));
      })
      .get();
}

const Flow &Program::Impl::flow(FunctionId F) const {
  return Flows[F].get([&] { return std::make_unique<Flow>(*this, F); });
}

const AccessList &Program::Impl::list(FunctionId F) const {
  return Lists[F].get([&] {
    return std::make_unique<AccessList>(
        collectAccesses(*this, flow(F), Functions[F].Coroutine));
  });
}

static std::unique_ptr<ValueIndex> indexValues(const Function &Fn,
                                               FunctionId F) {
  auto Made = std::make_unique<ValueIndex>();
  ValueIndex &Index = *Made;
  Index.Definitions.resize(Fn.NumValues);
  Index.Users.resize(Fn.NumValues);
  auto Use = [&](ValueId V, EventRef By) {
    if (V < Fn.NumValues &&
        (Index.Users[V].empty() || Index.Users[V].back() != By))
      Index.Users[V].push_back(By);
  };
  auto UsePlace = [&](const Place &P, EventRef By) {
    if (P.Base == Place::Value)
      Use(P.Index, By);
  };
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    const Block &Bl = Fn.Blocks[B];
    for (uint32_t N = 0; N < Bl.Events.size(); ++N) {
      const Event &E = Bl.Events[N];
      const EventRef At{F, B, N};
      if (E.Result < Fn.NumValues)
        Index.Definitions[E.Result] = At;
      UsePlace(E.Target, At);
      for (ValueId V : E.Operands)
        Use(V, At);
      Use(E.Indirect, At);
      auto UseArgument = [&](const Argument &A) {
        Use(A.Val, At);
        UsePlace(A.From, At);
      };
      if (E.Receiver)
        UseArgument(*E.Receiver);
      for (const Argument &A : E.Args)
        UseArgument(A);
    }
    Use(Bl.End.Condition, {F, B, uint32_t(Bl.Events.size())});
  }
  return Made;
}

const ValueIndex &Program::Impl::index(FunctionId F) const {
  return Indices[F].get([&] { return indexValues(Functions[F], F); });
}

static std::vector<std::vector<Program::GlobalUse>>
usesOfGlobals(const Program::Impl &P) {
  std::vector<std::vector<Program::GlobalUse>> Uses(P.Globals.size());
  for (FunctionId F = 0; F < P.Functions.size(); ++F) {
    if (P.Functions[F].Initializer)
      continue;
    for (const Access &A :
         P.Functions[F].Coroutine ? P.list(F).Accesses : P.OwnAccesses[F]) {
      const bool Initialises =
          A.Kind == AccessKind::Write && A.Storing == StoreKind::Init;
      if (A.Where.Base == Place::Global && !Initialises && !A.ViaCoroutine)
        Uses[A.Where.Index].push_back({F, &A});
    }
  }
  return Uses;
}

const std::vector<Program::GlobalUse> &Program::Impl::uses(GlobalId G) const {
  return Uses.get([&] {
    return std::make_unique<std::vector<std::vector<GlobalUse>>>(
        usesOfGlobals(*this));
  })[G];
}

} // namespace cotidy
