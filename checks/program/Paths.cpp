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

std::vector<PathStep> Program::Impl::path(const Access &A) const {
  std::vector<PathStep> Steps;
  if (!A.InCallee)
    return Steps;
  const AccessList &Here = list(A.At.F);
  auto It = std::find_if(
      Here.Accesses.begin(), Here.Accesses.end(), [&](const Access &Same) {
        return Same.At == A.At && Same.Kind == A.Kind && Same.Where == A.Where;
      });
  if (It == Here.Accesses.end())
    return Steps;
  AccessOrigin Origin = Here.Origins[It - Here.Accesses.begin()];
  EventRef At = A.At;
  std::vector<FunctionId> Seen{A.At.F};
  while (Origin.Callee != None) {
    Steps.push_back({At.F, event(At).Loc,
                     callMessage(*this, Functions[At.F], event(At), Origin)});
    const FunctionId In = Origin.Callee;
    if (std::find(Seen.begin(), Seen.end(), In) != Seen.end())
      break;
    Seen.push_back(In);

    // The event of the callee that its effect was learned from; there the
    // access that it makes itself, else one that leads on.
    const Effects::OnObject *O = effectOn(EffectsOf[In], Origin);
    if (!O)
      break;
    At = O->part(A.Kind).At;
    const AccessList &There = list(In);
    const Access *Next = nullptr;
    AccessOrigin NextOrigin;
    for (size_t I = 0; I < There.Accesses.size(); ++I) {
      const Access &Candidate = There.Accesses[I];
      if (Candidate.At != At || Candidate.Kind != A.Kind ||
          !isObject(Candidate.Where, Origin))
        continue;
      if (!Next || (Next->InCallee && !Candidate.InCallee)) {
        Next = &Candidate;
        NextOrigin = There.Origins[I];
      }
    }
    if (!Next)
      break;
    if (!Next->InCallee) {
      const Function &Fn = Functions[In];
      std::string Message = quoted(Fn) + verb(A.Kind) +
                            quoted(placeName(Next->Where, Fn, Globals));
      if (!Next->Certain)
        if (const Event &E = event(At); E.K == Event::Call)
          Message = quoted(Fn) + " passes " +
                    quoted(placeName(Next->Where, Fn, Globals)) + " to " +
                    quoted(lastComponent(E.CalleeName)) +
                    ", whose body is not seen";
      Steps.push_back({In, Next->Loc, std::move(Message)});
      break;
    }
    Origin = NextOrigin;
  }
  return Steps;
}

} // namespace cotidy
