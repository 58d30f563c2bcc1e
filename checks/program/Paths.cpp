//===- Paths.cpp - The way from a call to an effect -----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/Print.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

static std::string quoted(std::string_view Name) {
  return "'" + std::string(Name) + "'";
}

static std::string quoted(const Function &F) {
  return F.Lambda ? "the lambda" : quoted(F.Display);
}

static const char *verb(AccessKind K) {
  switch (K) {
  case AccessKind::Read:
    return " reads ";
  case AccessKind::Write:
    return " writes ";
  case AccessKind::Escape:
    return " lets go of ";
  }
  return "";
}

/// "'start' calls 'log'".
static std::string callMessage(const Program::Impl &P, const Function &In,
                               const Event &Call, const AccessOrigin &Origin) {
  const std::string Callee = quoted(P.Functions[Origin.Callee]);
  const std::string Caller = quoted(In);
  if (Origin.Callback) {
    std::string_view Through = lastComponent(Call.CalleeName);
    return Caller + " passes " + Callee + " to " +
           quoted(Through.empty() ? "a function" : Through);
  }
  if (Call.Why == Implicit::Destructor)
    return Caller + " ends a scope, which calls " + Callee;
  return Caller + " calls " + Callee;
}

static bool isObject(const Place &P, const AccessOrigin &Named) {
  const AccessOrigin Of = originOf(P);
  return Of.Object == Named.Object && Of.Index == Named.Index &&
         Of.Behind == Named.Behind;
}

namespace {

/// Breadth first from the call in question to the nearest access, by what each
/// function does itself, passes to callees, and has callees do.
class PathSearch {
public:
  PathSearch(const Program::Impl &P, const Access &A) : P(P), A(A) {}
  std::vector<PathStep> run();

private:
  const Program::Impl &P;
  const Access &A;

  struct Node {
    AccessOrigin Is; ///< an object in the terms of a callee
    EventRef Call;   ///< … which is called here
    size_t From;     ///< the node of the caller
  };
  std::vector<Node> Nodes;
  static constexpr size_t Start = ~size_t(0);

  void add(AccessOrigin Is, EventRef Call, size_t From);
  void addCallees(GlobalId G, EventRef Call, size_t From);
  const Access *expand(size_t N);
  std::vector<PathStep> steps(size_t Last, const Access *End) const;
  std::string endMessage(const Access &End) const;
};

void PathSearch::add(AccessOrigin Is, EventRef Call, size_t From) {
  for (const Node &Known : Nodes)
    if (Known.Is.Callee == Is.Callee && Known.Is.Object == Is.Object &&
        Known.Is.Index == Is.Index && Known.Is.Behind == Is.Behind)
      return;
  Nodes.push_back({Is, Call, From});
}

/// Callees that use the global of their own accord.
void PathSearch::addCallees(GlobalId G, EventRef Call, size_t From) {
  const Event &E = P.event(Call);
  if (E.K != Event::Call)
    return;
  const Flow &Fl = P.flow(Call.F);
  auto Add = [&](FunctionId Callee, bool Callback) {
    const Effects::OnObject *Does = P.EffectsOf[Callee].onGlobal(G);
    const bool Other = P.Functions[Callee].Coroutine && !A.ViaCoroutine;
    if (Does && Does->part(A.Kind).Happens && !Other)
      add({Callee, Place::Global, G, false, Callback}, Call, From);
  };
  for (FunctionId Callee : Fl.callees(E))
    Add(Callee, false);
  for (EventRef Maker : Fl.callbacks(E))
    Add(P.find(P.event(Maker).Callee), true);
}

/// The access that the function itself makes, or else null and further nodes.
const Access *PathSearch::expand(size_t N) {
  const AccessOrigin Is = Nodes[N].Is;
  const AccessList &Here = P.list(Is.Callee);
  const Access *Found = nullptr;
  for (size_t I = 0; I < Here.Accesses.size(); ++I) {
    const Access &Candidate = Here.Accesses[I];
    if (Candidate.Kind != A.Kind || !isObject(Candidate.Where, Is))
      continue;
    if (Candidate.InCallee) {
      if (Here.Origins[I].Callee != None)
        add(Here.Origins[I], Candidate.At, N);
    } else if (!Found || (!Found->Certain && Candidate.Certain)) {
      Found = &Candidate;
    }
  }
  if (Found || Is.Object != Place::Global)
    return Found;
  const Function &Fn = P.Functions[Is.Callee];
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      addCallees(Is.Index, {Is.Callee, B, I}, N);
  return nullptr;
}

std::string PathSearch::endMessage(const Access &End) const {
  const Function &Fn = P.Functions[End.At.F];
  const std::string Name = placeName(End.Where, Fn, P.Globals);
  const std::string Object = Name.empty() ? "it" : quoted(Name);
  const Event &E = P.event(End.At);
  if (!End.Certain && E.K == Event::Call)
    return quoted(Fn) + " passes " + Object + " to " +
           quoted(lastComponent(E.CalleeName)) + ", whose body is not seen";
  return quoted(Fn) + verb(A.Kind) + Object;
}

std::vector<PathStep> PathSearch::steps(size_t Last, const Access *End) const {
  std::vector<PathStep> Steps;
  if (End)
    Steps.push_back({End->At.F, End->Loc, endMessage(*End)});
  for (size_t N = Last; N != Start; N = Nodes[N].From) {
    const Node &Step = Nodes[N];
    const Event &Call = P.event(Step.Call);
    Steps.push_back({Step.Call.F, Call.Loc,
                     callMessage(P, P.Functions[Step.Call.F], Call, Step.Is)});
  }
  std::reverse(Steps.begin(), Steps.end());
  return Steps;
}

std::vector<PathStep> PathSearch::run() {
  const AccessList &Here = P.list(A.At.F);
  for (size_t I = 0; I < Here.Accesses.size(); ++I)
    if (const Access &Same = Here.Accesses[I];
        Same.At == A.At && Same.Kind == A.Kind && Same.Where == A.Where &&
        Here.Origins[I].Callee != None)
      add(Here.Origins[I], A.At, Start);
  if (A.Where.Base == Place::Global)
    addCallees(A.Where.Index, A.At, Start);
  constexpr size_t Farthest = 4096;
  size_t Unsure = Start;
  const Access *UnsureEnd = nullptr;
  for (size_t N = 0; N < Nodes.size() && N < Farthest; ++N) {
    const Access *End = expand(N);
    if (End && (End->Certain || !A.Certain))
      return steps(N, End);
    if (End && !UnsureEnd) {
      Unsure = N;
      UnsureEnd = End;
    }
  }
  return UnsureEnd       ? steps(Unsure, UnsureEnd)
         : Nodes.empty() ? std::vector<PathStep>()
                         : steps(0, nullptr);
}

} // namespace

std::vector<PathStep> Program::Impl::path(const Access &A) const {
  return A.InCallee ? PathSearch(*this, A).run() : std::vector<PathStep>();
}

} // namespace cotidy
