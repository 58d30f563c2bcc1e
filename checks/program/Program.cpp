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

std::unique_ptr<Program> Program::link(std::vector<TUSummary> Units) {
  std::unique_ptr<Program> P(new Program);
  P->I->merge(std::move(Units));
  P->I->buildCallGraph();
  P->I->computeReturns();
  P->I->computeEffects();
  return P;
}

bool Program::Unit::mentions(const EntityName &Function) const {
  return std::binary_search(Names.begin(), Names.end(),
                            std::hash<EntityName>()(Function));
}

const std::vector<Program::Unit> &Program::units() const { return I->Units; }
const std::vector<SourceFile> &Program::files() const { return I->Files; }
const std::vector<Variable> &Program::globals() const { return I->Globals; }
const std::vector<Function> &Program::functions() const { return I->Functions; }

FunctionId Program::find(const EntityName &Name) const { return I->find(Name); }

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

const std::vector<FunctionId> &Program::initializers() const {
  return I->Initializers;
}

const std::vector<std::string_view> &Program::calledNames() const {
  std::vector<std::string_view> &Names = I->CalledNames;
  if (!Names.empty())
    return Names;
  std::unordered_set<std::string_view> Seen;
  for (const Function &F : I->Functions)
    for (const Block &B : F.Blocks)
      for (const Event &E : B.Events)
        if (E.K == Event::Call && E.Why != Implicit::Destructor)
          if (std::string_view Name =
                  E.Constructor ? E.CalleeRecord : E.CalleeName;
              Seen.insert(Name).second)
            Names.push_back(Name);
  return Names;
}

const std::vector<Access> &Program::ownAccesses(FunctionId F) const {
  return I->OwnAccesses[F];
}

const void *Program::make(const void *Kind, const Options &O,
                          Maker Make) const {
  Options Key = O;
  Key.MinConfidence = Options().MinConfidence;
  for (const std::unique_ptr<Impl::Made> &Known : I->ByOptions)
    if (Known->Kind == Kind && Known->By == Key)
      return Known->What.get();
  // What is made keeps a reference to the options, and may make others.
  auto New = std::make_unique<Impl::Made>();
  New->Kind = Kind;
  New->By = std::move(Key);
  New->What = Make(*this, New->By);
  I->ByOptions.push_back(std::move(New));
  return I->ByOptions.back()->What.get();
}

const Flow &Program::Impl::flow(FunctionId F) const {
  if (!Flows[F])
    Flows[F] = std::make_unique<Flow>(*this, F);
  return *Flows[F];
}

const AccessList &Program::Impl::list(FunctionId F) const {
  if (!Lists[F])
    Lists[F] = std::make_unique<AccessList>(
        collectAccesses(*this, flow(F), Functions[F].Coroutine));
  return *Lists[F];
}

const ValueIndex &Program::Impl::index(FunctionId F) const {
  if (Indices[F])
    return *Indices[F];
  Indices[F] = std::make_unique<ValueIndex>();
  ValueIndex &Index = *Indices[F];
  const Function &Fn = Functions[F];
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
  return Index;
}

const std::vector<Program::GlobalUse> &Program::Impl::uses(GlobalId G) const {
  if (!Uses.empty())
    return Uses[G];
  Uses.resize(Globals.size());
  std::vector<bool> Direct(Functions.size());
  for (const std::vector<FunctionId> &Users : DirectUsers)
    for (FunctionId F : Users)
      Direct[F] = true;
  for (FunctionId F = 0; F < Functions.size(); ++F) {
    const bool InCallees =
        Functions[F].Coroutine && !EffectsOf[F].Globals->empty();
    if (Functions[F].Initializer || (!Direct[F] && !InCallees))
      continue;
    const std::vector<Access> &Accesses = list(F).Accesses;
    for (size_t N = 0; N < Accesses.size(); ++N) {
      const Access &A = Accesses[N];
      const bool Initialises =
          A.Kind == AccessKind::Write && A.Storing == StoreKind::Init;
      if (A.Where.Base == Place::Global && !Initialises && !A.ViaCoroutine)
        Uses[A.Where.Index].push_back({F, N});
    }
  }
  return Uses[G];
}

} // namespace cotidy
