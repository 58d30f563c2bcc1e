//===- SharedState.cpp - What others may change meanwhile -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/SharedState.h"
#include "program/ProgramImpl.h"
#include "rules/Copies.h"
#include <algorithm>

namespace cotidy {

namespace {

bool startsWithDeref(const Place &Where) {
  return !Where.Path.empty() && Where.Path[0].K == PathElement::Deref;
}

bool isThisCapture(const Function &Fn, const Place &Where) {
  return Where.Base == Place::Capture && Fn.Captures[Where.Index].OfThis &&
         startsWithDeref(Where);
}

/// The first field on the way, from which on two places are told apart.
TextRef firstField(const Place &Where, size_t From) {
  for (size_t I = From; I < Where.Path.size(); ++I)
    if (Where.Path[I].K == PathElement::Field)
      return Where.Path[I].Name;
  return "";
}

/// An error code that a caller lends is how it is told what went wrong.
bool isOutcome(const Type &T) {
  return T.Record == "std::error_code" ||
         T.Record == "boost::system::error_code" ||
         T.Record == "std::exception_ptr";
}

bool sameText(const Program &P, FunctionId A, FunctionId B) {
  return A == B || P.function(A).Loc == P.function(B).Loc;
}

/// What a parameter refers to at a call, in the caller's terms.
PlaceSet passedAt(const Program &P, EventRef Call, const Parameter &Param,
                  uint32_t Index) {
  const Event &E = P.event(Call);
  if (E.K != Event::Call || Index >= E.Args.size())
    return {};
  const Flow &Caller = P.impl().flow(Call.F);
  return Param.Ty.Reference ? Caller.referents(E.Args[Index])
                            : Caller.held(E.Args[Index]);
}

} // namespace

SharedState::SharedState(const Program &P, const Options &O)
    : P(P), O(O), Beside(P, O), Escaped(P.functions().size()) {
  for (FunctionId F = 0; F < P.functions().size(); ++F) {
    const Function &Fn = P.function(F);
    if (Fn.System || Fn.Initializer || Fn.ConstructorFn || Fn.DestructorFn)
      continue;
    for (const Access &A : Fn.Coroutine ? P.accesses(F) : P.ownAccesses(F)) {
      if (A.InCallee || A.Why == Implicit::Destructor)
        continue;
      if (std::string Key = keyOf(F, A.Where); !Key.empty())
        Like[Key].push_back(&A);
    }
  }
}

/// One name for a global, or for a member of a class whatever its object.
std::string SharedState::keyOf(FunctionId F, const Place &Where) const {
  const Function &Fn = P.function(F);
  auto Member = [&](TextRef Record, size_t From) -> std::string {
    const TextRef Field = firstField(Where, From);
    return Record.empty() || Field.empty() ? "" : Record + "." + Field;
  };
  switch (Where.Base) {
  case Place::Global:
    return std::to_string(Where.Index);
  case Place::This:
    return Member(recordOf(P, F), 0);
  case Place::Parameter:
    if (!startsWithDeref(Where) || !Fn.Params[Where.Index].Ty.Reference)
      return "";
    return Member(Fn.Params[Where.Index].Ty.Record, 1);
  case Place::Capture:
    return isThisCapture(Fn, Where) ? Member(recordOf(P, F), 1) : "";
  default:
    return "";
  }
}

std::vector<const Access *>
SharedState::accessesLike(FunctionId F, const Place &Where) const {
  auto It = Like.find(keyOf(F, Where));
  return It == Like.end() ? std::vector<const Access *>() : It->second;
}

/// By who else uses what may be the same object.
Sharing SharedState::judged(FunctionId F, const Place &Where) const {
  Sharing S;
  auto Better = [&](Confidence C, const Access *A, const ConcurrentPair *Pair) {
    if (S.Other && C <= S.Sure)
      return;
    S = {C, Pair, A};
  };
  if (auto It = Like.find(keyOf(F, Where)); It != Like.end())
    for (const Access *A : It->second) {
      if (S.Other && S.Sure == Confidence::High)
        break;
      if (sameText(P, A->At.F, F))
        continue;
      const ConcurrentPair *Pair = nullptr;
      if (A->Kind == AccessKind::Write && P.function(A->At.F).Coroutine)
        Pair = Beside.together(F, A->At.F);
      Better(Pair ? Confidence::High : Confidence::Medium, A, Pair);
    }
  if (S.Sure < Confidence::High)
    if (const ConcurrentPair *Pair = Beside.together(F, F)) {
      S.Sure = Confidence::High;
      S.Pair = Pair;
    }
  return S;
}

std::optional<Sharing> SharedState::ofGlobal(FunctionId F,
                                             const Place &Where) const {
  const Variable &V = P.globals()[Where.Index];
  if (V.System || (V.Constant && !Where.throughDeref()) ||
      V.Ty.Class == TypeClass::Sync ||
      matchesName(O.IgnoredGlobals, V.Display) ||
      matchesName(O.IgnoredTypes, V.Ty.Record))
    return std::nullopt;
  Sharing S = judged(F, Where);
  S.Sure = std::max(S.Sure, Confidence::Medium);
  return S;
}

/// By what callers lend.
Sharing SharedState::lent(FunctionId F, Sharing S,
                          const PlaceOf &Object) const {
  bool Seen = false, Private = true;
  std::vector<std::pair<EventRef, PlaceSet>> Passed;
  for (const CallSite &C : P.callers(F)) {
    if (P.event(C.At).K != Event::Call)
      continue;
    Seen = true;
    PlaceSet Objects = Object(C.At);
    Private &=
        !Objects.empty() && awaitedAtOnce(P, C.At, O) &&
        std::all_of(Objects.begin(), Objects.end(), [&](const Place &Pl) {
          return !Pl.throughDeref() &&
                 (Pl.Base == Place::Value || Pl.Base == Place::Parameter ||
                  (Pl.Base == Place::Local &&
                   !escapedFrom(C.At.F).contains(Pl.Index)));
        });
    Passed.push_back({C.At, std::move(Objects)});
  }
  if (Seen && Private) {
    S = {};
    S.Private = true;
    return S;
  }
  if (S.Pair && S.Pair->A == S.Pair->B && S.Pair->CallA != S.Pair->CallB) {
    // Two of it run beside each other, perhaps each on an object of its own.
    auto At = [&](EventRef Call) -> const PlaceSet * {
      for (const auto &[C, Objects] : Passed)
        if (C == Call)
          return &Objects;
      return nullptr;
    };
    const PlaceSet *A = At(S.Pair->CallA), *B = At(S.Pair->CallB);
    if (A && B && std::none_of(A->begin(), A->end(), [&](const Place &Pl) {
          return std::find(B->begin(), B->end(), Pl) != B->end();
        }))
      S = {};
  }
  return S;
}

std::optional<Sharing> SharedState::ofParameter(FunctionId F,
                                                const Place &Where) const {
  const Parameter &Param = P.function(F).Params[Where.Index];
  // What is handed over belongs to this coroutine alone.
  if (!startsWithDeref(Where) || Param.Ty.RValueReference ||
      Param.Ty.MoveOnly || isOutcome(Param.Ty) ||
      matchesName(O.IgnoredTypes, Param.Ty.Record))
    return std::nullopt;

  Sharing S = lent(F, judged(F, Where), [&](EventRef Call) {
    return passedAt(P, Call, Param, Where.Index);
  });
  if (S.Sure < Confidence::Medium && !S.Private)
    S.Sure = Confidence::Medium;
  return S;
}

std::optional<Sharing> SharedState::ofCapture(FunctionId F,
                                              const Place &Where) const {
  const Function &Fn = P.function(F);
  if (isThisCapture(Fn, Where))
    return judged(F, Where);
  const Capture &C = Fn.Captures[Where.Index];
  if (!startsWithDeref(Where) || (!C.ByReference && C.Ty.MoveOnly) ||
      isOutcome(C.Ty) || matchesName(O.IgnoredTypes, C.Ty.Record))
    return std::nullopt;
  Sharing S = judged(F, Where);
  // Another closure of the same function that has the same variable.
  const FunctionId Parent = P.find(Fn.Parent);
  if (S.Sure < Confidence::Medium && Parent != None)
    for (const Block &B : P.function(Parent).Blocks)
      for (const Event &E : B.Events) {
        const FunctionId Other =
            E.K == Event::Closure ? P.find(E.Callee) : None;
        if (Other == None || sameText(P, Other, F))
          continue;
        const Function &Lambda = P.function(Other);
        for (const Access &A : P.accesses(Other))
          if (A.Where.Base == Place::Capture && startsWithDeref(A.Where) &&
              Lambda.Captures[A.Where.Index].Loc.isValid() &&
              Lambda.Captures[A.Where.Index].Name == C.Name) {
            const ConcurrentPair *Pair = Beside.together(F, Other);
            S = {Pair ? Confidence::High : Confidence::Medium, Pair, &A};
          }
      }
  return S;
}

/// Locals that another coroutine got hold of which goes on meanwhile.
std::map<uint32_t, Sharing> SharedState::escapedLocals(FunctionId F) const {
  std::map<uint32_t, Sharing> Escaped;
  const Function &Fn = P.function(F);
  const Flow &Fl = P.impl().flow(F);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if ((E.K != Event::Call && E.K != Event::Closure) || E.Args.empty())
        continue;
      const EventRef At{F, B, I};
      for (FunctionId C : E.K == Event::Closure
                              ? std::vector<FunctionId>{P.find(E.Callee)}
                              : P.callees(At)) {
        if (C == None || !P.function(C).Coroutine)
          continue;
        const Effects &Does = P.effects(C);
        const auto &Parts = E.K == Event::Closure ? Does.Captures : Does.Params;
        const ConcurrentPair *Pair = Beside.together(F, C);
        if (!Pair && (E.K == Event::Closure || awaitedAtOnce(P, At, O)))
          continue;
        for (uint32_t A = 0; A < E.Args.size() && A < Parts.size(); ++A) {
          if (!Parts[A].Write.Happens)
            continue;
          for (const Place &Object : Fl.referents(E.Args[A]))
            if (Object.Base == Place::Local && !Object.throughDeref())
              Escaped.try_emplace(
                  Object.Index,
                  Sharing{Pair ? Confidence::High : Confidence::Medium, Pair,
                          nullptr});
        }
      }
    }
  return Escaped;
}

const std::map<uint32_t, Sharing> &
SharedState::escapedFrom(FunctionId F) const {
  return Escaped[F].get([&] {
    return std::make_unique<std::map<uint32_t, Sharing>>(escapedLocals(F));
  });
}

std::optional<Sharing> SharedState::ofLocal(FunctionId F,
                                            const Place &Where) const {
  if (Where.throughDeref())
    return std::nullopt;
  const std::map<uint32_t, Sharing> &Known = escapedFrom(F);
  auto It = Known.find(Where.Index);
  return It == Known.end() ? std::nullopt : std::optional<Sharing>(It->second);
}

std::optional<Sharing> SharedState::of(FunctionId F, const Place &Where) const {
  switch (Where.Base) {
  case Place::Global:
    return ofGlobal(F, Where);
  case Place::This:
    if (Where.isWhole())
      return std::nullopt;
    return lent(F, judged(F, Where), [&](EventRef Call) {
      const Event &E = P.event(Call);
      return E.Receiver ? P.impl().flow(Call.F).referents(*E.Receiver)
                        : PlaceSet();
    });
  case Place::Parameter:
    return ofParameter(F, Where);
  case Place::Capture:
    return ofCapture(F, Where);
  case Place::Local:
    return ofLocal(F, Where);
  case Place::Value:
  case Place::Unknown:
    return std::nullopt;
  }
  return std::nullopt;
}

TextRef recordOf(const Program &P, FunctionId F) {
  while (F != None && P.function(F).Lambda)
    F = P.find(P.function(F).Parent);
  return F == None ? TextRef() : P.function(F).Record;
}

std::string spelled(const Program &P, FunctionId F, const Place &Where) {
  const Function &Fn = P.function(F);
  std::string Name;
  bool Pointer = false;
  size_t From = 0;
  switch (Where.Base) {
  case Place::Global:
    Name = P.globals()[Where.Index].Display;
    Pointer = !P.globals()[Where.Index].Ty.Reference;
    break;
  case Place::Parameter:
    Name = Fn.Params[Where.Index].Name;
    Pointer = !Fn.Params[Where.Index].Ty.Reference;
    break;
  case Place::Local:
    Name = Fn.Locals[Where.Index].Name;
    Pointer = !Fn.Locals[Where.Index].Ty.Reference;
    break;
  case Place::Capture:
    if (!Fn.Captures[Where.Index].OfThis) {
      Name = Fn.Captures[Where.Index].Name;
      Pointer = !Fn.Captures[Where.Index].ByReference &&
                !Fn.Captures[Where.Index].Ty.Reference;
    } else if (startsWithDeref(Where)) {
      From = 1;
    }
    break;
  default:
    break;
  }
  for (size_t I = From; I < Where.Path.size(); ++I) {
    const PathElement &E = Where.Path[I];
    switch (E.K) {
    case PathElement::Field:
      if (!Name.empty())
        Name += ".";
      Name += E.Name;
      Pointer = true;
      break;
    case PathElement::Element:
      Name += "[...]";
      Pointer = true;
      break;
    case PathElement::Deref:
      if (!Pointer)
        break;
      if (I + 1 < Where.Path.size() &&
          Where.Path[I + 1].K == PathElement::Field) {
        Name.append("->").append(Where.Path[++I].Name);
      } else {
        Name.insert(0, "*");
      }
      break;
    }
  }
  return Name.empty() ? "this" : Name;
}

} // namespace cotidy
