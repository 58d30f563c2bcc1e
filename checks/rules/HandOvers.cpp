//===- HandOvers.cpp - What a function hands to coroutines ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/HandOvers.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Dataflow.h"
#include <algorithm>

namespace cotidy {

const LateUses::Suspended &LateUses::suspended(FunctionId F) {
  auto [It, New] = Points.try_emplace(F);
  Suspended &S = It->second;
  if (!New)
    return S;
  const Function &Fn = P.function(F);
  S.First.assign(Fn.Blocks.size(), None);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (suspends(E, O) && E.Suspending != SuspendKind::Initial) {
        S.First[B] = I;
        break;
      }
    }
  std::vector<std::optional<bool>> Entries = solveForward(
      Fn, false, [&](bool &After, uint32_t B) { After |= S.First[B] != None; },
      [](bool &Into, bool From) {
        const bool Grew = From && !Into;
        Into |= From;
        return Grew;
      });
  for (const std::optional<bool> &After : Entries)
    S.AtEntry.push_back(After.value_or(false));
  return S;
}

/// Does the event give what it is handed to somebody who keeps it?
bool LateUses::handsOn(const Event &E, EventRef At) const {
  if (E.K == Event::Closure)
    return true;
  if (E.K != Event::Call)
    return false;
  if (E.ResultType.Coroutine)
    return true;
  for (FunctionId Callee : P.callees(At))
    if (P.function(Callee).Coroutine)
      return true;
  return false;
}

LateUses::Use LateUses::of(FunctionId F, Place::Root As, uint32_t Index) {
  auto [It, New] = Known.try_emplace({F, As, Index});
  if (!New)
    return It->second;
  const Function &Fn = P.function(F);
  // A lambda's captures live in the closure.
  const bool Closure = As == Place::This && Fn.Lambda;
  // A view in an object that was passed by value.
  auto LooksThroughView = [&](const Access &A) {
    const Event &E = P.event(A.At);
    return !A.Where.Path.empty() && E.K == Event::Call && E.Receiver &&
           (E.CalleeRecord == "std::basic_string_view" ||
            E.CalleeRecord == "std::span");
  };
  auto Matches = [&](const Access &A) {
    const Place &Where = A.Where;
    if (Closure)
      return Where.Base == Place::Capture;
    if (Where.Base != As || (As != Place::This && Where.Index != Index))
      return false;
    if (As == Place::Parameter) {
      const Type &T = Fn.Params[Index].Ty;
      return T.Class == TypeClass::View || Where.throughDeref() ||
             (T.HoldsReferences && LooksThroughView(A));
    }
    return true;
  };
  const Suspended &Points = suspended(F);
  Use Worst;
  int Rank = -1;
  auto Consider = [&](EventRef At, bool Certain) {
    const Event &E = P.event(At);
    const uint32_t First = Points.First[At.Block];
    const bool Later = Points.AtEntry[At.Block] ||
                       (First != None && First < At.Index) || handsOn(E, At);
    if (!Fn.LazyStart && !Later)
      return;
    const int New = (Later ? 2 : 0) + (Certain ? 1 : 0);
    if (New > Rank) {
      Rank = New;
      Worst = {At, Certain, Later};
    }
  };
  for (const Access &A : P.accesses(F))
    if (Matches(A))
      Consider(A.At, A.Certain && A.Kind != AccessKind::Escape);
  // Whoever names what was captured by reference looks into the closure for it.
  for (uint32_t B = 0; Closure && B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      if (const Event &E = Fn.Blocks[B].Events[I];
          E.K == Event::Borrow && E.Target.Base == Place::Capture)
        Consider({F, B, I}, /*Certain=*/true);
  It->second = Worst;
  return Worst;
}

bool isLent(const Place &Owner) {
  return Owner.Base == Place::This || Owner.Base == Place::Capture ||
         (Owner.Base == Place::Parameter && !Owner.Path.empty());
}

namespace {

class Collector {
public:
  Collector(const Program &P, FunctionId F, LateUses &Uses,
            const Sparse<LentSummary> &Lent)
      : P(P), Fl(P.impl().flow(F)), Fn(P.function(F)), F(F), Uses(Uses),
        Lent(Lent) {}

  std::vector<HandOver> run();

private:
  const Program &P;
  const Flow &Fl;
  const Function &Fn;
  const FunctionId F;
  LateUses &Uses;
  const Sparse<LentSummary> &Lent;
  std::vector<HandOver> Found;
  std::optional<std::vector<bool>> Emptied; ///< by local, on demand

  bool keepsPointee(const Place &Pointer);
  std::optional<Place> ownerOf(const Place &Object);
  PlaceSet viewed(const Argument &A) const;
  void viewedBy(ValueId V, PlaceSet &Objects) const;
  bool isCopy(const Argument &A) const;
  PlaceSet given(const Argument &A, const Type &Parameter) const;
  PlaceSet lentTo(const Event &E, FunctionId Callee, Place::Root As,
                  uint32_t Index) const;
  void add(EventRef At, FunctionId C, const PlaceSet &Objects, Place::Root As,
           uint32_t Index);
  void addOwner(HandOver H);
  void coroutine(EventRef At, const Event &E, FunctionId C);
  void function(EventRef At, const Event &E, FunctionId Callee, bool Runs);
  void closure(EventRef At, const Event &E);
};

/// Is it a local std::unique_ptr that nobody takes the object from?
bool Collector::keepsPointee(const Place &Pointer) {
  if (Pointer.Base != Place::Local ||
      Fn.Locals[Pointer.Index].Ty.Record != "std::unique_ptr")
    return false;
  if (!Emptied) {
    Emptied.emplace(Fn.Locals.size());
    auto Empty = [&](const Place &Where) {
      if (Where.Base == Place::Local && Where.isWhole())
        (*Emptied)[Where.Index] = true;
    };
    for (const Block &B : Fn.Blocks)
      for (const Event &E : B.Events) {
        if (E.K == Event::Load && E.Moves)
          Empty(E.Target);
        if (E.K == Event::Return)
          for (ValueId V : E.Operands)
            if (const EventRef Made = Fl.definition(V); Made.isValid())
              Empty(P.event(Made).Target);
        for (const Argument &A : E.Args)
          if (A.Moved || A.How == Passing::Reference)
            Empty(A.From);
        const std::string_view Name = lastComponent(E.CalleeName);
        if (E.Receiver && !E.Constructor && E.Why != Implicit::Destructor &&
            !E.ConstMethod && Name != "operator->" && Name != "operator*" &&
            Name != "get")
          Empty(E.Receiver->From);
      }
  }
  return !(*Emptied)[Pointer.Index];
}

static bool isStringLiteral(const Event &E) {
  return E.K == Event::Constant && E.Text == "string";
}

/// Whose lifetime decides: an object of this function's own or one that it is
/// lent. None where nobody can tell.
std::optional<Place> Collector::ownerOf(const Place &Object) {
  Place Owner{Object.Base, Object.Index, {}};
  size_t Derefs = 0;
  for (const PathElement &E : Object.Path)
    Derefs += E.K == PathElement::Deref;
  switch (Object.Base) {
  case Place::Local:
    if (Derefs == 1 && Object.Path[0].K == PathElement::Deref &&
        keepsPointee(Owner))
      return Owner;
    return Derefs ? std::nullopt : std::optional(Owner);
  case Place::Value:
    if (const EventRef Made = Fl.definition(Object.Index);
        Made.isValid() && isStringLiteral(P.event(Made)))
      return std::nullopt; // it never ends
    [[fallthrough]];
  case Place::This:
    return Derefs ? std::nullopt : std::optional(Owner);
  case Place::Parameter: {
    const Type &T = Fn.Params[Object.Index].Ty;
    if (Derefs == 0)
      return Owner;
    if (Derefs > 1 || Object.Path[0].K != PathElement::Deref ||
        (!T.Reference && T.Class != TypeClass::Pointer))
      return std::nullopt;
    Owner.Path.push_back(Object.Path[0]);
    return Owner;
  }
  case Place::Capture: {
    const Capture &C = Fn.Captures[Object.Index];
    if (Derefs == 0)
      return Owner;
    if (Derefs > 1 || Object.Path[0].K != PathElement::Deref ||
        !(C.ByReference || C.OfThis))
      return std::nullopt;
    Owner.Path.push_back(Object.Path[0]);
    return Owner;
  }
  default:
    return std::nullopt;
  }
}

/// The objects that a view which is passed by value is made of.
PlaceSet Collector::viewed(const Argument &A) const {
  PlaceSet Objects = Fl.held(A);
  viewedBy(A.Val, Objects);
  return Objects;
}

void Collector::viewedBy(ValueId V, PlaceSet &Objects) const {
  const EventRef Made = Fl.definition(V);
  if (!Made.isValid())
    return;
  const Event &E = P.event(Made);
  // A string's conversion to its view leaves a load of a variable, and of a
  // temporary the temporary itself.
  if (E.K == Event::Load && E.Why == Implicit::Conversion)
    for (const Place &From : Fl.resolve(E.Target))
      if (!From.throughDeref())
        unite(Objects, From);
  const std::string_view Record = lastComponent(E.CalleeRecord);
  if (E.K == Event::Call &&
      (E.Constructor ? Record != "basic_string_view" && Record != "span"
                     : E.ResultType.Class == TypeClass::Container))
    unite(Objects, {Place::Value, V, {}});
  // The sum of two strings; no pointer becomes a view by itself.
  if (E.K == Event::Op && E.Text == "+")
    unite(Objects, {Place::Value, V, {}});
}

/// Is the value made of one other object, from which it may have what it holds?
bool Collector::isCopy(const Argument &A) const {
  const EventRef Made = Fl.definition(A.Val);
  return Made.isValid() && P.event(Made).K == Event::Call &&
         P.event(Made).Constructor && P.event(Made).Args.size() == 1;
}

PlaceSet Collector::given(const Argument &A, const Type &Parameter) const {
  if (Parameter.Reference)
    return Fl.referents(A);
  switch (Parameter.Class) {
  case TypeClass::View:
    return viewed(A);
  case TypeClass::Pointer:
  case TypeClass::Iterator:
    return Fl.held(A);
  case TypeClass::Record:
  case TypeClass::Container: {
    if (!Parameter.HoldsReferences || isCopy(A))
      return {};
    PlaceSet Objects = Fl.held(A);
    if (const EventRef Made = Fl.definition(A.Val);
        Made.isValid() && P.event(Made).K == Event::Op &&
        P.event(Made).Text == "aggregate")
      for (ValueId V : P.event(Made).Operands)
        viewedBy(V, Objects);
    return Objects;
  }
  default:
    return {};
  }
}

void Collector::addOwner(HandOver H) {
  // What one call hands over stands together.
  for (auto It = Found.rbegin(); It != Found.rend() && It->Call == H.Call; ++It)
    if (const HandOver &Known = *It;
        Known.Owner == H.Owner && Known.Coroutine == H.Coroutine &&
        Known.As == H.As && Known.Index == H.Index && Known.Leak == H.Leak)
      return;
  Found.push_back(std::move(H));
}

void Collector::add(EventRef At, FunctionId C, const PlaceSet &Objects,
                    Place::Root As, uint32_t Index) {
  const LateUses::Use Use = Uses.of(C, As, Index);
  if (!Use.At.isValid())
    return;
  for (const Place &Object : Objects)
    if (std::optional<Place> Owner = ownerOf(Object)) {
      HandOver H;
      H.Call = At;
      H.Coroutine = C;
      H.Owner = std::move(*Owner);
      H.As = As;
      H.Index = Index;
      H.Use = Use.At;
      H.Certain = Use.Certain;
      H.Later = Use.Later;
      addOwner(std::move(H));
    }
}

/// What the callee calls its \p Index th parameter's referent, This or capture
/// is to the caller.
PlaceSet Collector::lentTo(const Event &E, FunctionId Callee, Place::Root As,
                           uint32_t Index) const {
  const Function &Body = P.function(Callee);
  if (As == Place::This)
    return E.Receiver ? Fl.referents(*E.Receiver) : PlaceSet();
  if (As == Place::Parameter)
    return Index < E.Args.size() && Index < Body.Params.size()
               ? given(E.Args[Index], Body.Params[Index].Ty)
               : PlaceSet();
  if (As != Place::Capture || Index >= Body.Captures.size())
    return {};
  PlaceSet Objects;
  std::vector<EventRef> Makers =
      E.K == Event::Closure ? std::vector<EventRef>{} : Fl.called(E);
  for (EventRef M : E.K == Event::Closure ? Makers : Fl.callbacks(E))
    Makers.push_back(M);
  auto Add = [&](const Event &Made) {
    if (P.find(Made.Callee) != Callee || Index >= Made.Args.size())
      return;
    unite(Objects, Body.Captures[Index].ByReference
                       ? Fl.referents(Made.Args[Index])
                   : Body.Captures[Index].OfThis ? Fl.held(Made.Args[Index])
                                                 : PlaceSet());
  };
  if (E.K == Event::Closure)
    Add(E);
  for (EventRef M : Makers)
    if (M.F == F)
      Add(P.event(M));
  return Objects;
}

void Collector::coroutine(EventRef At, const Event &E, FunctionId C) {
  const Function &Body = P.function(C);
  for (uint32_t I = 0; I < Body.Params.size(); ++I)
    add(At, C, lentTo(E, C, Place::Parameter, I), Place::Parameter, I);
  if (E.K == Event::Call && E.Receiver && (Body.Lambda || Body.Method))
    add(At, C, lentTo(E, C, Place::This, 0), Place::This, 0);
  for (uint32_t I = 0; I < Body.Captures.size(); ++I)
    add(At, C, lentTo(E, C, Place::Capture, I), Place::Capture, I);
}

/// A callee's tasks that outlive its own run, and those that it hands out.
void Collector::function(EventRef At, const Event &E, FunctionId Callee,
                         bool Runs) {
  const LentSummary &S = Lent[Callee];
  auto Each = [&](const LentSummary::Entry &Entry, bool Returned) {
    for (const Place &Object : lentTo(E, Callee, Entry.As, Entry.Index))
      if (std::optional<Place> Owner = ownerOf(Object)) {
        const LateUses::Use Use =
            Uses.of(Entry.Coroutine, Entry.InnerAs, Entry.InnerIndex);
        HandOver H;
        H.Call = At;
        H.Coroutine = Entry.Coroutine;
        H.Owner = std::move(*Owner);
        H.As = Entry.InnerAs;
        H.Index = Entry.InnerIndex;
        H.Use = Use.At;
        H.Certain = Use.Certain;
        H.Later = Use.Later;
        H.Returned = Returned;
        H.Running = Entry.Running;
        H.Leak = Entry.At;
        H.LeakIs = Entry.Is;
        addOwner(std::move(H));
      }
  };
  for (const LentSummary::Entry &Entry : S.Leaks)
    Each(Entry, false);
  if (!Runs)
    for (const LentSummary::Entry &Entry : S.Returned)
      Each(Entry, true);
}

void Collector::closure(EventRef At, const Event &E) {
  const FunctionId C = P.find(E.Callee);
  if (C == None || !P.function(C).Coroutine)
    return;
  // Whatever runs it keeps the closure itself; what it refers to is ours.
  const Function &Body = P.function(C);
  for (uint32_t I = 0; I < Body.Captures.size(); ++I)
    add(At, C, lentTo(E, C, Place::Capture, I), Place::Capture, I);
}

std::vector<HandOver> Collector::run() {
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      const EventRef At{F, B, I};
      if (E.K == Event::Closure)
        closure(At, E);
      if (E.K != Event::Call || E.Why == Implicit::AwaitProtocol)
        continue;
      for (FunctionId Callee : Fl.callees(E)) {
        const bool Coroutine = P.function(Callee).Coroutine;
        if (Coroutine)
          coroutine(At, E, Callee);
        function(At, E, Callee, Coroutine);
      }
      for (EventRef Maker : Fl.callbacks(E))
        if (FunctionId Callee = P.find(P.event(Maker).Callee);
            Callee != None && !P.function(Callee).Coroutine)
          function(At, E, Callee, /*Runs=*/true);
    }
  return std::move(Found);
}

/// Does the text name a coroutine, or a function that leaves one running or
/// hands one out?
bool mayHandOver(const Program &P, FunctionId F,
                 const Sparse<LentSummary> &Lent) {
  const std::vector<FunctionId> &Named = P.impl().Edges[F];
  return std::any_of(Named.begin(), Named.end(), [&](FunctionId Callee) {
    return P.function(Callee).Coroutine || !Lent[Callee].Leaks.empty() ||
           !Lent[Callee].Returned.empty();
  });
}

} // namespace

std::vector<HandOver> collectHandOvers(const Program &P, FunctionId F,
                                       LateUses &Uses,
                                       const Sparse<LentSummary> &Lent) {
  if (!mayHandOver(P, F, Lent))
    return {};
  return Collector(P, F, Uses, Lent).run();
}

} // namespace cotidy
