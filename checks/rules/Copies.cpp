//===- Copies.cpp - State that a coroutine took by value --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Copies.h"
#include <algorithm>
#include <set>

namespace cotidy {

std::vector<Copy> copiesOf(const Program &P, FunctionId F, const Options &O) {
  const Function &Fn = P.function(F);
  std::vector<Copy> Copies;
  auto Add = [&](Place::Root Base, uint32_t Index, TextRef Name, const Type &Ty,
                 Location Loc) {
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

namespace {

/// Is \p Made, a task, what \p V is or runs?
bool carries(const Program &P, FunctionId F, ValueId V, ValueId Made,
             int Depth = 0) {
  if (V == Made)
    return true;
  constexpr int Deepest = 4;
  if (V == None || Depth == Deepest)
    return false;
  std::vector<ValueId> Makers{V};
  for (const Place &Object : P.pointees(F, V))
    if (Object.Base == Place::Value && Object.isWhole())
      Makers.push_back(Object.Index);
  return std::any_of(Makers.begin(), Makers.end(), [&](ValueId Maker) {
    const EventRef At = P.definition(F, Maker);
    if (Maker == Made || !At.isValid())
      return Maker == Made;
    const std::vector<Argument> &Args = P.event(At).Args;
    return P.event(At).K == Event::Call &&
           std::any_of(Args.begin(), Args.end(), [&](const Argument &A) {
             return carries(P, F, A.Val, Made, Depth + 1);
           });
  });
}

bool isReturned(const Program &P, EventRef Call) {
  const ValueId Made = P.event(Call).Result;
  const Body &Blocks = P.function(Call.F).Blocks;
  return Made != None &&
         std::any_of(Blocks.begin(), Blocks.end(), [&](const Block &B) {
           return std::any_of(
               B.Events.begin(), B.Events.end(), [&](const Event &E) {
                 return E.K == Event::Return &&
                        std::any_of(E.Operands.begin(), E.Operands.end(),
                                    [&](ValueId V) {
                                      return carries(P, Call.F, V, Made);
                                    });
               });
         });
}

bool isAwaited(const Program &P, EventRef Call) {
  const std::vector<EventRef> &Users = P.usersOf(Call.F, P.event(Call).Result);
  return std::any_of(Users.begin(), Users.end(), [&](EventRef User) {
    if (User.Index >= P.function(Call.F).Blocks[User.Block].Events.size())
      return false;
    const Event &E = P.event(User);
    return E.K == Event::Suspend || E.Why == Implicit::AwaitProtocol;
  });
}

/// Does a function pass its by-value parameter as \p A of \p Call, never
/// changing it, for a task that it returns? A coroutine may await the task
/// instead, if it does nothing else with the parameter.
bool isHandedOn(const Program &P, EventRef Call, const Argument &A) {
  const Function &Fn = P.function(Call.F);
  if (Fn.Lambda || P.event(Call).K != Event::Call || A.How != Passing::Value ||
      A.From.Base != Place::Parameter || !A.From.isWhole() ||
      Fn.Params[A.From.Index].Ty.Reference)
    return false;
  auto OnlyPassed = [&](const Access &D) {
    if (D.Kind != AccessKind::Read || D.At == Call)
      return D.At == Call;
    const ValueId V = P.event(D.At).Result;
    if (V == None)
      return false;
    const std::vector<EventRef> &Users = P.usersOf(Call.F, V);
    return std::all_of(Users.begin(), Users.end(),
                       [&](EventRef User) { return User == Call; });
  };
  const std::vector<Access> &Does = P.accesses(Call.F);
  return std::all_of(Does.begin(), Does.end(),
                     [&](const Access &D) {
                       return !overlaps(A.From, D.Where) ||
                              D.Why == Implicit::Destructor ||
                              (Fn.Coroutine ? OnlyPassed(D)
                                            : D.Kind == AccessKind::Read ||
                                                  D.At == Call);
                     }) &&
         (Fn.Coroutine ? isAwaited(P, Call) : isReturned(P, Call));
}

using Seen = std::set<std::pair<FunctionId, uint32_t>>;

void addOrigins(const Program &P, Passed Call, std::vector<Passed> &To,
                Seen &Known) {
  const FunctionId F = Call.At.F;
  const uint32_t Parameter = Call.Arg.From.Index;
  if (!isHandedOn(P, Call.At, Call.Arg)) {
    To.push_back(std::move(Call));
    return;
  }
  const std::vector<CallSite> &Sites = P.callers(F);
  if (Sites.empty()) {
    To.push_back(std::move(Call));
    return;
  }
  if (!Known.insert({F, Parameter}).second)
    return;
  Call.Through.insert(Call.Through.begin(), Passed{Call.At, Call.Arg, {}});
  for (const CallSite &Site : Sites) {
    const Event &E = P.event(Site.At);
    if (E.K == Event::Call && Parameter < E.Args.size())
      addOrigins(P, {Site.At, E.Args[Parameter], Call.Through}, To, Known);
  }
}

void addFilled(const Program &P, FunctionId F, uint32_t Parameter,
               std::vector<Filled> &To, Seen &Known) {
  const Function &Fn = P.function(F);
  if (Fn.Coroutine)
    To.push_back({F, Parameter});
  if (!Known.insert({F, Parameter}).second || Known.size() > 64)
    return;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const EventRef At{F, B, I};
      const Event &E = P.event(At);
      for (uint32_t A = 0; A < E.Args.size(); ++A)
        if (E.Args[A].From.Base == Place::Parameter &&
            E.Args[A].From.Index == Parameter && isHandedOn(P, At, E.Args[A]))
          for (FunctionId C : P.callees(At))
            addFilled(P, C, A, To, Known);
    }
}

} // namespace

std::vector<Passed> passedTo(const Program &P, const Copy &C) {
  std::vector<Passed> Out;
  Seen Known;
  for (const CallSite &Site : P.callers(C.Coroutine)) {
    const Event &E = P.event(Site.At);
    bool FillsCaptures = E.K == Event::Closure;
    if (FillsCaptures != C.isCapture() || C.Root.Index >= E.Args.size())
      continue;
    addOrigins(P, {Site.At, E.Args[C.Root.Index], {}}, Out, Known);
  }
  return Out;
}

std::vector<Filled> filledThrough(const Program &P, FunctionId Callee,
                                  uint32_t Parameter) {
  std::vector<Filled> Out;
  Seen Known;
  addFilled(P, Callee, Parameter, Out, Known);
  std::erase_if(Out, [&](const Filled &F) { return F.Coroutine == Callee; });
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
