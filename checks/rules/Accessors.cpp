//===- Accessors.cpp - Functions that give or take one value ----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Accessors.h"
#include "program/ProgramImpl.h"
#include "rules/Copies.h"
#include <algorithm>
#include <set>

namespace cotidy {

namespace {

/// Longer functions decide, loop and log; they give no plain value.
constexpr size_t MostEvents = 24;

/// The places whose values a value is computed from.
class Sources {
public:
  Sources(const Program &P, FunctionId F) : P(P), F(F) {}

  void of(ValueId V) {
    const EventRef Made = V == None ? EventRef() : P.definition(F, V);
    if (!Made.isValid() || !Seen.insert(V).second)
      return;
    const Event &E = P.event(Made);
    if (E.K == Event::Load) {
      for (const Access &A : P.accesses(F))
        if (A.At == Made && A.Kind == AccessKind::Read)
          Places.push_back(A.Where);
    } else if (E.K == Event::Call && E.CalleeStd && E.Receiver) {
      // An atomic's load, a container's size.
      for (const Access &A : P.accesses(F))
        if (A.At == Made && A.Kind == AccessKind::Read)
          Places.push_back(A.Where);
    } else if (E.K == Event::Op) {
      for (ValueId Operand : E.Operands)
        of(Operand);
    }
  }

  std::vector<Place> Places;

private:
  const Program &P;
  FunctionId F;
  std::set<ValueId> Seen;
};

bool outlives(const Function &Fn, const Place &Where) {
  switch (Where.Base) {
  case Place::Global:
  case Place::This:
    return true;
  case Place::Parameter:
    return Fn.Params[Where.Index].Ty.Reference && !Where.Path.empty();
  default:
    return false;
  }
}

} // namespace

Accessors::Accessors(const Program &P, const Options &)
    : P(P), Known(P.functions().size()) {
  std::vector<bool> Seen(Known.size());
  std::vector<FunctionId> Called;
  for (FunctionId F = 0; F < Known.size(); ++F) {
    const Function &Fn = P.function(F);
    if (!Fn.Coroutine || Fn.System)
      continue;
    for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
      for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
        if (const FunctionId Callee = body({F, B, I});
            Callee != None && !Seen[Callee]) {
          Seen[Callee] = true;
          Called.push_back(Callee);
        }
  }
  inGrains(P.executor(), Called.size(), [&](size_t I) {
    own(Called[I]);
    P.impl().forget(Called[I]);
  });
}

const Accessors::Own &Accessors::own(FunctionId F) const {
  return Known[F].get([&] { return std::make_unique<Own>(found(F)); });
}

Accessors::Own Accessors::found(FunctionId F) const {
  Own Result;
  const Function &Fn = P.function(F);
  size_t Events = 0;
  for (const Block &B : Fn.Blocks)
    Events += B.Events.size();
  if (Events > MostEvents)
    return Result;

  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (const Event &E : Fn.Blocks[B].Events)
      if (E.K == Event::Return && E.Operands.size() == 1) {
        Sources From(P, F);
        From.of(E.Operands[0]);
        for (Place &Pl : From.Places)
          if (outlives(Fn, Pl))
            Result.Given.push_back(std::move(Pl));
      }

  for (const Access &A : P.accesses(F)) {
    if (A.Kind != AccessKind::Write || A.InCallee || !outlives(Fn, A.Where))
      continue;
    const Event &E = P.event(A.At);
    ValueId Stored = None;
    if (E.K == Event::Store && E.Operands.size() == 1)
      Stored = E.Operands[0];
    else if (E.K == Event::Call && E.CalleeStd && !E.Args.empty())
      Stored = E.Args[0].Val;
    Sources From(P, F);
    From.of(Stored);
    if (From.Places.size() != 1)
      continue;
    const Place &Source = From.Places[0];
    const bool LooksFirst = std::any_of(
        P.accesses(F).begin(), P.accesses(F).end(), [&](const Access &Other) {
          return Other.Kind == AccessKind::Read && Other.At != A.At &&
                 overlaps(Other.Where, A.Where);
        });
    if (Source.Base == Place::Parameter && !Source.throughDeref() &&
        !LooksFirst)
      Result.Taken.push_back({A.Where, Source.Index});
  }
  return Result;
}

FunctionId Accessors::body(EventRef Call) const {
  const Event &E = P.event(Call);
  if (E.K != Event::Call || E.Constructor || E.Why == Implicit::Destructor ||
      E.Why == Implicit::AwaitProtocol)
    return None;
  const std::vector<FunctionId> Bodies = P.callees(Call);
  return Bodies.size() == 1 && !P.function(Bodies[0]).Lambda &&
                 !P.function(Bodies[0]).Coroutine
             ? Bodies[0]
             : None;
}

Accessed Accessors::of(EventRef Call) const {
  Accessed Result;
  const FunctionId Callee = body(Call);
  if (Callee == None)
    return Result;
  const Event &E = P.event(Call);
  const Own &Does = own(Callee);
  const Flow &Caller = P.impl().flow(Call.F);
  auto Translated = [&](const Place &Pl) {
    return Caller.translate(Pl, E, Callee, {});
  };
  for (const Place &Pl : Does.Given)
    for (Place &Here : Translated(Pl))
      Result.Given.push_back(std::move(Here));
  for (const Accessed::Taking &T : Does.Taken)
    for (Place &Here : Translated(T.Where))
      Result.Taken.push_back({std::move(Here), T.Argument});
  return Result;
}

} // namespace cotidy
