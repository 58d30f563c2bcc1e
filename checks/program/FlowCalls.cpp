//===- FlowCalls.cpp - What goes through calls ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Flow.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

static bool isObject(const Place &P) {
  return P.Base == Place::Value && P.Path.empty();
}

static bool byReference(Passing How) {
  return How == Passing::Reference || How == Passing::ConstReference ||
         How == Passing::RValueReference;
}

PlaceSet Flow::referents(const Argument &A) const {
  if (byReference(A.How) && A.From.Base != Place::Unknown)
    return resolve(A.From);
  return A.Val < Values.size() ? Values[A.Val] : PlaceSet();
}

PlaceSet Flow::held(const Argument &A) const {
  if (!byReference(A.How) || A.From.Base == Place::Unknown)
    return A.Val < Values.size() ? Values[A.Val] : PlaceSet();
  PlaceSet Copied;
  for (const Place &From : resolve(A.From)) {
    if (isObject(From) && From.Index < Values.size()) { // its value
      unite(Copied, Values[From.Index]);
      continue;
    }
    const Type *T = typeOf(From);
    load(From, T && mayRefer(*T), Copied);
  }
  return Copied;
}

std::vector<EventRef> Flow::callables(const PlaceSet &Places) const {
  std::vector<EventRef> Makers;
  for (const Place &Pl : Places) {
    const Event *E = maker(Pl);
    if (E && E->K != Event::Call && !E->Callee.empty())
      Makers.push_back(Definitions[Pl.Index]);
  }
  return Makers;
}

/// Is the object that a method works on what is called?
static bool callsReceiver(const Event &Call) {
  std::string_view Name = lastComponent(Call.CalleeName);
  return Call.Receiver && (Name == "operator()" || Name == "lambda");
}

std::vector<EventRef> Flow::called(const Event &Call) const {
  PlaceSet Objects;
  if (Call.Indirect < Values.size())
    unite(Objects, Values[Call.Indirect]);
  if (callsReceiver(Call)) {
    unite(Objects, referents(*Call.Receiver));
    unite(Objects, held(*Call.Receiver));
  }
  std::vector<EventRef> Makers = callables(Objects);
  // A closure's operator() runs that closure's body and no other.
  if (!named(Call).empty())
    std::erase_if(Makers,
                  [&](EventRef M) { return P.event(M).Callee != Call.Callee; });
  return Makers;
}

const std::vector<FunctionId> &Flow::named(const Event &Call) const {
  static const std::vector<FunctionId> Nobody;
  auto It = std::lower_bound(
      Named.begin(), Named.end(), &Call,
      [](const auto &Entry, const Event *E) { return Entry.first < E; });
  return It != Named.end() && It->first == &Call ? It->second : Nobody;
}

std::vector<FunctionId> Flow::callees(const Event &Call) const {
  if (Call.K != Event::Call)
    return {};
  std::vector<FunctionId> Bodies = named(Call);
  if (Bodies.empty())
    for (EventRef Maker : called(Call))
      if (FunctionId Body = P.find(P.event(Maker).Callee);
          Body != None &&
          std::find(Bodies.begin(), Bodies.end(), Body) == Bodies.end())
        Bodies.push_back(Body);
  return Bodies;
}

/// A library constructor that keeps its callable for later.
static bool onlyKeeps(const Event &Call) {
  if (!Call.Constructor)
    return false;
  std::string_view Record = lastComponent(Call.CalleeRecord);
  if (Record == "thread" || Record == "jthread")
    return false;
  return Call.CalleeStd;
}

bool Flow::runsArgument(const Event &Call, size_t Index) const {
  const std::vector<FunctionId> Bodies = callees(Call);
  if (Bodies.empty()) {
    const LibraryCall *Known = libraryCall(Call);
    return Known ? Known->RunsCallables : !onlyKeeps(Call);
  }
  return std::any_of(Bodies.begin(), Bodies.end(), [&](FunctionId Body) {
    const llvm::SmallBitVector &Runs = P.Summaries[Body].RunsParams;
    return Index < Runs.size() && Runs[Index];
  });
}

std::vector<EventRef> Flow::callbacks(const Event &Call) const {
  std::vector<EventRef> Makers;
  if (Call.K != Event::Call)
    return Makers;
  for (size_t I = 0; I < Call.Args.size(); ++I) {
    PlaceSet Objects = referents(Call.Args[I]);
    unite(Objects, held(Call.Args[I]));
    const std::vector<EventRef> Brought = callables(Objects);
    if (Brought.empty() || !runsArgument(Call, I))
      continue;
    for (EventRef Maker : Brought)
      if (P.find(P.event(Maker).Callee) != None &&
          std::find(Makers.begin(), Makers.end(), Maker) == Makers.end())
        Makers.push_back(Maker);
  }
  return Makers;
}

PlaceSet Flow::translate(const Place &Pl, const Event &Call, FunctionId Callee,
                         EventRef Maker) const {
  const Function &Fn = P.Functions[Callee];
  bool Behind = !Pl.Path.empty() && Pl.Path[0].K == PathElement::Deref;
  switch (Pl.Base) {
  case Place::Global:
    return follow({{Place::Global, Pl.Index, {}}}, Pl.Path, 0);
  case Place::This:
    if (!Call.Receiver)
      return {};
    return follow(referents(*Call.Receiver), Pl.Path, 0);
  case Place::Parameter: {
    if (Pl.Index >= Call.Args.size())
      return {};
    const Argument &A = Call.Args[Pl.Index];
    if (Behind)
      return follow(Fn.Params[Pl.Index].Ty.Reference ? referents(A) : held(A),
                    Pl.Path, 1);
    // A part of the callee's own copy: what the part refers to is the same.
    size_t D = 0;
    while (D < Pl.Path.size() && Pl.Path[D].K != PathElement::Deref)
      ++D;
    return D < Pl.Path.size() ? follow(held(A), Pl.Path, D + 1) : PlaceSet();
  }
  case Place::Capture: {
    if (!Maker.isValid() || Maker.F != F)
      return {};
    const Event &Closure = P.event(Maker);
    if (Pl.Index >= Closure.Args.size())
      return {};
    const Argument &A = Closure.Args[Pl.Index];
    if (!Behind)
      return {};
    return follow(Fn.Captures[Pl.Index].ByReference ? referents(A) : held(A),
                  Pl.Path, 1);
  }
  default:
    return {};
  }
}

bool Flow::makesTask(const Event &E) const {
  if (E.K != Event::Call || E.Result == None)
    return false;
  for (FunctionId Callee : callees(E))
    if (P.Functions[Callee].Coroutine || P.Summaries[Callee].ReturnsTask)
      return true;
  return false;
}

/// Tasks and callables that go into an unseen function may come out again, in
/// whatever it makes of them.
void Flow::passedOn(const Event &E, PlaceSet &Into) const {
  auto Add = [&](const Argument &A) {
    for (const PlaceSet &Set : {referents(A), held(A)})
      for (const Place &Pl : Set)
        if (const Event *Maker = maker(Pl))
          if (Maker->K != Event::Call ? !Maker->Callee.empty()
                                      : makesTask(*Maker))
            unite(Into, Pl);
  };
  for (const Argument &A : E.Args)
    Add(A);
  if (E.Receiver)
    Add(*E.Receiver);
}

static PlaceSet parts(PlaceSet Places) {
  for (Place &Pl : Places)
    Pl.Path.push_back({PathElement::Element, ""});
  return Places;
}

PlaceSet Flow::resultOf(const Event &E) {
  PlaceSet Result;
  if (givesNumber(E))
    return Result;
  std::vector<FunctionId> Bodies = callees(E);
  if (!Bodies.empty()) {
    std::vector<EventRef> Makers = called(E);
    for (FunctionId Body : Bodies) {
      EventRef Maker;
      for (EventRef M : Makers)
        if (P.find(P.event(M).Callee) == Body)
          Maker = M;
      if (!P.Functions[Body].Coroutine)
        for (const Place &R : P.EffectsOf[Body].Returns)
          unite(Result, translate(R, E, Body, Maker));
    }
    if (makesTask(E))
      unite(Result, {Place::Value, E.Result, {}});
    return Result;
  }
  if (const LibraryCall *Known = libraryCall(E)) {
    auto Arg = [&](size_t I) {
      return I < E.Args.size() ? referents(E.Args[I]) : PlaceSet();
    };
    switch (Known->Result) {
    case LibraryCall::Fresh:
      break;
    case LibraryCall::Self:
      if (E.Receiver)
        Result = referents(*E.Receiver);
      break;
    case LibraryCall::Element:
      if (E.Receiver)
        Result = parts(referents(*E.Receiver));
      break;
    case LibraryCall::Pointee:
      if (E.Receiver)
        Result = held(*E.Receiver);
      break;
    case LibraryCall::First:
      Result = Arg(0);
      break;
    case LibraryCall::FirstPart:
      Result = parts(Arg(0));
      break;
    case LibraryCall::FirstContent:
      if (!E.Args.empty())
        Result = held(E.Args[0]);
      break;
    case LibraryCall::Third:
      Result = Arg(2);
      break;
    case LibraryCall::Everything:
      for (size_t I = 0; I < E.Args.size(); ++I)
        unite(Result, Arg(I));
      break;
    }
    if (Known->RunsCallables || Known->Result == LibraryCall::Everything)
      passedOn(E, Result);
    return Result;
  }
  if (E.ResultType.Class == TypeClass::Void && !E.ResultType.Spelling.empty())
    return Result;
  passedOn(E, Result);
  const Type &T = E.ResultType;
  bool Refers = T.Reference || T.Class == TypeClass::Iterator ||
                T.Class == TypeClass::View;
  auto IsView = [&](const Argument &A) {
    const PlaceSet Objects = referents(A);
    return !Objects.empty() &&
           std::all_of(Objects.begin(), Objects.end(), [&](const Place &O) {
             const Type *Ty = typeOf(O);
             return Ty && Ty->Class == TypeClass::View;
           });
  };
  // A range adaptor makes a view of its argument, or of what that refers to.
  const bool Adaptor =
      T.Class == TypeClass::View && lastComponent(E.CalleeName) == "operator()";
  if (E.Receiver && !Adaptor && (Refers || T.Class == TypeClass::Pointer))
    unite(Result, parts(referents(*E.Receiver)));
  else if ((!E.Receiver || Adaptor) &&
           (T.Class == TypeClass::Iterator || T.Class == TypeClass::View))
    for (const Argument &A : E.Args)
      unite(Result,
            T.Class == TypeClass::View && IsView(A) ? held(A) : referents(A));
  return Result;
}

/// A constructor's arguments stay in the object where its class can hold them.
void Flow::construct(const Event &E) {
  const Place *Whole = E.Receiver ? &E.Receiver->From : nullptr;
  const Type *T = nullptr;
  if (!E.ResultType.Spelling.empty())
    T = &E.ResultType;
  PlaceSet Targets = Whole ? resolve(*Whole) : PlaceSet();
  if (!T && Targets.size() == 1)
    T = typeOf(Targets[0]);
  PlaceSet Kept;
  for (const Argument &A : E.Args) {
    unite(Kept, held(A));
    if (!byReference(A.How) || A.Literal)
      continue;
    PlaceSet Objects = referents(A);
    // Copies and moves take what the other object holds and no more.
    bool Same = false;
    for (const Place &O : Objects)
      if (const Type *From = typeOf(O))
        Same |= !From->Record.empty() && From->Record == E.CalleeRecord;
    if (!Same && (!T || mayRefer(*T)))
      for (const Place &O : Objects)
        if (!isObject(O) || !callables({O}).empty())
          unite(Kept, O);
  }
  for (const Place &To : Targets)
    store(To, Kept);
  set(E.Result, Kept);
}

void Flow::call(const Event &E) {
  if (E.Constructor)
    return construct(E);
  set(E.Result, resultOf(E));
  const LibraryCall *Known = libraryCall(E);
  bool Keeps =
      Known ? Known->Keeps : lastComponent(E.CalleeName) == "operator=";
  if (!E.Receiver || !Keeps)
    return;
  PlaceSet Kept;
  for (const Argument &A : E.Args)
    unite(Kept, held(A));
  if (!Kept.empty())
    for (const Place &To : referents(*E.Receiver))
      store(To, Kept);
}

} // namespace cotidy
