//===- Copies.cpp - State that a coroutine took by value --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Copies.h"
#include <algorithm>

namespace cotidy {

std::vector<Copy> copiesOf(const Program &P, FunctionId F, const Options &O) {
  const Function &Fn = P.function(F);
  std::vector<Copy> Copies;
  auto Add = [&](Place::Root Base, uint32_t Index, const std::string &Name,
                 const Type &Ty, Location Loc) {
    if (Name.empty() || !Ty.isValue() || matchesName(O.IgnoredTypes, Ty.Record))
      return;
    Copy C;
    C.Coroutine = F;
    C.Root.Base = Base;
    C.Root.Index = Index;
    C.Name = Name;
    C.Ty = Ty;
    C.Loc = Loc;
    Copies.push_back(std::move(C));
  };
  for (uint32_t I = 0; I < Fn.Params.size(); ++I)
    Add(Place::Parameter, I, Fn.Params[I].Name, Fn.Params[I].Ty,
        Fn.Params[I].Loc);
  for (uint32_t I = 0; I < Fn.Captures.size(); ++I)
    if (!Fn.Captures[I].ByReference && !Fn.Captures[I].OfThis)
      Add(Place::Capture, I, Fn.Captures[I].Name, Fn.Captures[I].Ty,
          Fn.Captures[I].Loc);
  return Copies;
}

std::vector<Passed> passedTo(const Program &P, const Copy &C) {
  std::vector<Passed> Out;
  for (const CallSite &Site : P.callers(C.Coroutine)) {
    const Event &E = P.event(Site.At);
    bool FillsCaptures = E.K == Event::Closure;
    if (FillsCaptures != C.isCapture() || C.Root.Index >= E.Args.size())
      continue;
    Out.push_back({Site.At, E.Args[C.Root.Index]});
  }
  return Out;
}

bool contains(const Place &Whole, const Place &Part) {
  return Whole.Base == Part.Base && Whole.Index == Part.Index &&
         Whole.Path.size() <= Part.Path.size() &&
         std::equal(Whole.Path.begin(), Whole.Path.end(), Part.Path.begin());
}

bool overlaps(const Place &A, const Place &B) {
  return contains(A, B) || contains(B, A);
}

bool isOf(const Copy &C, const Place &Where) {
  return contains(C.Root, Where) && !Where.throughDeref();
}

namespace {

const Type *typeOf(const Program &P, FunctionId F, const Place &Where) {
  if (!Where.isWhole())
    return nullptr;
  const Function &Fn = P.function(F);
  switch (Where.Base) {
  case Place::Global:
    return &P.globals()[Where.Index].Ty;
  case Place::Parameter:
    return &Fn.Params[Where.Index].Ty;
  case Place::Local:
    return &Fn.Locals[Where.Index].Ty;
  case Place::Capture:
    return &Fn.Captures[Where.Index].Ty;
  default:
    return nullptr;
  }
}

bool isNumber(TypeClass C) {
  return C == TypeClass::Bool || C == TypeClass::Integer ||
         C == TypeClass::Floating;
}

} // namespace

bool sameKind(const Program &P, const Passed &From, const Copy &C) {
  const Type *Ty = typeOf(P, From.At.F, From.Arg.From);
  if (!Ty || Ty->Class == TypeClass::Dependent ||
      C.Ty.Class == TypeClass::Dependent)
    return true;
  if (isNumber(Ty->Class) && isNumber(C.Ty.Class))
    return true;
  return Ty->Class == C.Ty.Class && Ty->Record == C.Ty.Record;
}

bool awaitedAtOnce(const Program &P, EventRef Call, const Options &O) {
  ValueId V = P.event(Call).Result;
  while (V != None) {
    const std::vector<EventRef> &Users = P.usersOf(Call.F, V);
    if (Users.empty())
      return false;
    EventRef User = Users.front();
    if (User.Index >= P.function(Call.F).Blocks[User.Block].Events.size())
      return false;
    const Event &E = P.event(User);
    if (E.K == Event::Suspend || E.Why == Implicit::AwaitProtocol)
      return true;
    if (E.K == Event::Call && matchesName(O.Joins, E.CalleeName))
      return true;
    if (E.K != Event::Op)
      return false;
    V = E.Result;
  }
  return false;
}

} // namespace cotidy
