//===- Accesses.cpp - What each event does to which object ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

namespace {

class Collector {
public:
  Collector(const Program::Impl &P, const Flow &Fl, bool InCallees)
      : P(P), Fl(Fl), F(P.Functions[Fl.function()]), InCallees(InCallees) {}

  AccessList run();

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &F;
  const bool InCallees;
  AccessList Out;

  // The event at hand.
  const Event *E = nullptr;
  EventRef At;
  bool Locked = false;
  size_t First = 0; ///< index of its first access

  struct How {
    bool Certain = true;
    bool Synchronised = false;
    bool InCallee = false;
    bool ViaCoroutine = false;
    StoreKind Storing = StoreKind::Assign;
  };

  void add(AccessKind K, const Place &Where, How H, AccessOrigin From = {});
  void add(AccessKind K, const PlaceSet &Where, How H, AccessOrigin From = {});
  void escapes();
  void call();
  void inCallee(FunctionId Callee, EventRef Maker, bool Callback);
  void part(const PlaceSet &Where, const AccessOrigin &From);
  PlaceSet behind(const PlaceSet &Objects) const;
  void onGlobals(const std::vector<FunctionId> &Bodies);
  void inLibrary(const LibraryCall &Does);
  void inUnseenBody();
  bool readsInto(const Argument &View) const;
  void constructed();
  void movedOut(const Place &From);
  bool isSafe(const PlaceSet &Objects) const;
  bool isFallback(const Place &Pl, const PlaceSet &Among) const;
};

/// Atomics and synchronisation objects look after themselves.
bool isSafeType(const Type &T) {
  return T.Class == TypeClass::Atomic || T.Class == TypeClass::Sync ||
         T.OnlyAtomics;
}

bool Collector::isSafe(const PlaceSet &Objects) const {
  return !Objects.empty() &&
         std::all_of(Objects.begin(), Objects.end(), [&](const Place &O) {
           const Type *T = Fl.typeOf(O);
           return T && isSafeType(*T);
         });
}

/// What the constructor of a variable of static storage duration writes there
/// is how the variable begins.
bool makesVariable(const Event &E, const Place &Where) {
  if (E.K != Event::Call || !E.Constructor || !E.Receiver)
    return false;
  const Place &Made = E.Receiver->From;
  return Made.Base == Place::Global && Made.isWhole() &&
         Where.Base == Place::Global && Where.Index == Made.Index;
}

void Collector::add(AccessKind K, const Place &Where, How H,
                    AccessOrigin From) {
  if (Where.Base == Place::Unknown || Where.Base == Place::Value)
    return;
  const bool Synchronised = H.Synchronised || isSafe({Where});
  if (K == AccessKind::Write && makesVariable(*E, Where))
    H.Storing = StoreKind::Init;
  for (size_t I = First; I < Out.Accesses.size(); ++I) {
    Access &Same = Out.Accesses[I];
    if (Same.Kind != K || !(Same.Where == Where))
      continue;
    // The event does it itself rather than by a callee; surely rather than not.
    if ((Same.InCallee && !H.InCallee) ||
        (Same.InCallee == H.InCallee &&
         ((Same.ViaCoroutine && !H.ViaCoroutine) ||
          (!Same.Certain && H.Certain)))) {
      Same.InCallee = H.InCallee;
      Same.ViaCoroutine = H.ViaCoroutine;
      Out.Origins[I] = From;
    }
    Same.Certain |= H.Certain;
    Same.Synchronised &= Synchronised;
    return;
  }
  Access A;
  A.Kind = K;
  A.Where = Where;
  A.At = At;
  A.Loc = E->Loc;
  A.InCallee = H.InCallee;
  A.ViaCoroutine = H.ViaCoroutine;
  A.Certain = H.Certain;
  A.Synchronised = Synchronised;
  A.Locked = Locked;
  A.Storing = H.Storing;
  A.Why = E->Why;
  Out.Accesses.push_back(std::move(A));
  Out.Origins.push_back(From);
}

void Collector::add(AccessKind K, const PlaceSet &Where, How H,
                    AccessOrigin From) {
  for (const Place &Pl : Where) {
    How Here = H;
    Here.Certain &= !isFallback(Pl, Where);
    add(K, Pl, Here, From);
  }
}

/// Is \p Pl the object of a callee's own that it gives where it has no other
/// (`static Item none; return none;`)? Who writes through its result means
/// another one.
bool Collector::isFallback(const Place &Pl, const PlaceSet &Among) const {
  auto OwnedBy = [&](const Place &Object) -> const EntityName * {
    if (Object.Base != Place::Global)
      return nullptr;
    const Variable &V = P.Globals[Object.Index];
    return V.Where == Variable::StaticLocal && V.Parent != F.Name ? &V.Parent
                                                                  : nullptr;
  };
  const EntityName *Owner = OwnedBy(Pl);
  return Owner && std::any_of(Among.begin(), Among.end(), [&](const Place &O) {
           const EntityName *Other = OwnedBy(O);
           return !Other || *Other != *Owner;
         });
}

/// What is stored elsewhere than in the function's own variables, in the object
/// that a constructor makes, or in a global pointer can no longer be followed.
void Collector::escapes() {
  PlaceSet Stored;
  for (ValueId V : E->Operands)
    if (Fl.definition(V).isValid())
      unite(Stored, Fl.pointees(V));
  if (Stored.empty())
    return;
  bool Own = true, Static = true;
  for (const Place &To : Fl.resolve(E->Target)) {
    Own &= (To.Base == Place::Local || To.Base == Place::Parameter ||
            (To.Base == Place::This && F.ConstructorFn)) &&
           !To.throughDeref();
    Static &= To.Base == Place::Global && !To.throughDeref();
  }
  if (Own)
    return;
  for (const Place &Pl : Stored)
    if (!Static || Pl.Base != Place::Global)
      add(AccessKind::Escape, Pl, {});
}

/// The accesses in a callee to one object that this function knows too.
void Collector::part(const PlaceSet &Where, const AccessOrigin &From) {
  const Effects::OnObject *O = effectOn(P.EffectsOf[From.Callee], From);
  if (!O || !O->any())
    return;
  const bool Coroutine = P.Functions[From.Callee].Coroutine;
  const bool SafeObject =
      From.Object == Place::This && P.EffectsOf[From.Callee].LocksOwnMutex;
  for (AccessKind K :
       {AccessKind::Read, AccessKind::Write, AccessKind::Escape}) {
    const Effects::Part &Does = O->part(K);
    if (!Does.Happens)
      continue;
    // Who hands a global on does to it what the coroutine does that gets it.
    for (const Place &Pl : Where)
      add(K, Pl,
          {.Certain = Does.Certain && !isFallback(Pl, Where),
           .Synchronised = Does.Synchronised || SafeObject,
           .InCallee = true,
           .ViaCoroutine =
               Pl.Base != Place::Global && (Coroutine || Does.ViaCoroutine)},
          From);
  }
}

/// What objects refer to; where the function's text does not tell, it is named
/// after them.
PlaceSet Collector::behind(const PlaceSet &Objects) const {
  PlaceSet Found;
  for (const Place &O : Objects) {
    PlaceSet Held = Fl.contents({O});
    if (Held.empty() && O.Base != Place::Value) {
      Held = {O};
      Held[0].Path.push_back({PathElement::Deref, ""});
    }
    unite(Found, Held);
  }
  return Found;
}

void Collector::inCallee(FunctionId Callee, EventRef Maker, bool Callback) {
  const Effects &Does = P.EffectsOf[Callee];
  const Function &Fn = P.Functions[Callee];
  auto From = [&](Place::Root Object, uint32_t Index, bool Behind = false) {
    return AccessOrigin{Callee, Object, Index, Behind, Callback};
  };
  if (Maker.isValid()) {
    const Event &Closure = P.event(Maker);
    for (uint32_t I = 0; I < Does.Captures.size(); ++I)
      if (Does.Captures[I].any() && I < Closure.Args.size())
        part(Fn.Captures[I].ByReference ? Fl.referents(Closure.Args[I])
                                        : Fl.held(Closure.Args[I]),
             From(Place::Capture, I));
  }
  if (Callback) {
    // Whoever calls it passes what this call got besides.
    for (uint32_t I = 0; I < Does.Params.size(); ++I)
      if (Does.Params[I].any())
        for (const Argument &A : E->Args)
          if (PlaceSet Passed = Fl.referents(A); Fl.callables(Passed).empty())
            part(Passed, From(Place::Parameter, I));
    return;
  }
  if (E->Receiver) {
    const bool Whole = !E->Constructor && E->Why != Implicit::Destructor;
    if (Whole && Does.This.any())
      part(Fl.referents(*E->Receiver), From(Place::This, 0));
    if (Does.BehindThis.any())
      part(behind(Fl.referents(*E->Receiver)), From(Place::This, 0, true));
  }
  for (uint32_t I = 0; I < Does.Params.size() && I < E->Args.size(); ++I) {
    if (!Does.Params[I].any() && !Does.BehindParams[I].any())
      continue;
    const PlaceSet Objects = Fn.Params[I].Ty.Reference
                                 ? Fl.referents(E->Args[I])
                                 : Fl.held(E->Args[I]);
    part(Objects, From(Place::Parameter, I));
    if (Does.BehindParams[I].any())
      part(behind(Objects), From(Place::Parameter, I, true));
  }
}

/// What callees do to globals of their own accord.
void Collector::onGlobals(const std::vector<FunctionId> &Bodies) {
  // Where this event's accesses of whole globals are, by variable and kind.
  std::map<std::pair<GlobalId, AccessKind>, size_t> Here;
  for (size_t I = First; I < Out.Accesses.size(); ++I)
    if (const Access &A = Out.Accesses[I];
        A.Where.Base == Place::Global && A.Where.isWhole())
      Here.emplace(std::pair(A.Where.Index, A.Kind), I);
  for (FunctionId Callee : Bodies) {
    const bool Coroutine = P.Functions[Callee].Coroutine;
    for (const Effects::OnGlobal &O : *P.EffectsOf[Callee].Globals) {
      const Variable &V = P.Globals[O.G];
      if (V.Defined && !P.Changing[O.G])
        continue;
      for (AccessKind K :
           {AccessKind::Read, AccessKind::Write, AccessKind::Escape}) {
        const Effects::Part &Does = O.Does.part(K);
        if (!Does.Happens)
          continue;
        const bool Via = Coroutine || Does.ViaCoroutine;
        auto [It, New] =
            Here.try_emplace(std::pair(O.G, K), Out.Accesses.size());
        if (!New) {
          Access &Same = Out.Accesses[It->second];
          Same.Certain |= Does.Certain;
          Same.Synchronised &= Does.Synchronised;
          Same.ViaCoroutine &= Via;
          continue;
        }
        Access A;
        A.Kind = K;
        A.Where = {Place::Global, O.G, {}};
        if (V.Constant) // then it is what the variable refers to
          A.Where.Path.push_back({PathElement::Deref, ""});
        A.At = At;
        A.Loc = E->Loc;
        A.InCallee = true;
        A.ViaCoroutine = Via;
        A.Certain = Does.Certain;
        A.Synchronised = Does.Synchronised;
        A.Locked = Locked;
        A.Why = E->Why;
        Out.Accesses.push_back(std::move(A));
        Out.Origins.push_back({});
      }
    }
  }
}

void Collector::inLibrary(const LibraryCall &Does) {
  How H{.Synchronised = Does.Synchronised};
  if (E->Receiver) {
    const PlaceSet Objects = Fl.referents(*E->Receiver);
    if (Does.ReadsReceiver || Does.WritesReceiver)
      add(AccessKind::Read, Objects, H);
    if (Does.WritesReceiver)
      add(AccessKind::Write, Objects, H);
  }
  for (size_t I = 0; I < E->Args.size(); ++I) {
    const Argument &A = E->Args[I];
    const PlaceSet Objects = Fl.referents(A);
    if (Does.writes(I))
      add(AccessKind::Write, Objects, H);
    if (A.How != Passing::Value && Does.reads(I))
      add(AccessKind::Read, Objects, H);
  }
}

/// Does a library's function put what it reads where a view refers to? Asio's
/// take views by reference to const, those to write from and those to read into
/// alike.
bool Collector::readsInto(const Argument &View) const {
  const EventRef Made = Fl.definition(View.Val);
  if (!Made.isValid() || !E->CalleeSystem)
    return false;
  const Type &T = P.event(Made).ResultType;
  const std::string_view Name = lastComponent(E->CalleeName);
  return T.Class == TypeClass::View && !T.PointeeConst &&
         (Name.find("read") != Name.npos || Name.find("receive") != Name.npos);
}

/// What a body that nobody saw does, by its declaration.
void Collector::inUnseenBody() {
  auto Std = [&](const PlaceSet &Objects) {
    if (E->CalleeStd)
      return true;
    return !Objects.empty() &&
           std::all_of(Objects.begin(), Objects.end(), [&](const Place &O) {
             const Type *T = Fl.typeOf(O);
             return T && T->Std;
           });
  };
  if (E->Receiver && E->Why != Implicit::Destructor &&
      !lastComponent(E->CalleeName).starts_with("~")) {
    const PlaceSet Objects = Fl.referents(*E->Receiver);
    const bool Lock = lockKind(*E) != LockKind::None;
    add(AccessKind::Read, Objects, {.Synchronised = Lock});
    if (!E->ConstMethod)
      add(AccessKind::Write, Objects,
          {.Certain = Std(Objects), .Synchronised = Lock});
  }
  for (const Argument &A : E->Args) {
    const PlaceSet Objects = Fl.referents(A);
    switch (A.How) {
    case Passing::Value: {
      // A view brings what it looks at.
      const Type *T = nullptr;
      if (EventRef Made = Fl.definition(A.Val); Made.isValid())
        T = &P.event(Made).ResultType;
      if (T && T->Class == TypeClass::View) {
        add(AccessKind::Read, Objects, {});
        if (!T->PointeeConst && !T->Const)
          add(AccessKind::Write, Objects, {.Certain = false});
      }
      break;
    }
    case Passing::ConstReference:
    case Passing::ConstPointer:
      add(AccessKind::Read, Objects, {});
      if (readsInto(A))
        add(AccessKind::Write, Fl.held(A), {});
      break;
    case Passing::Variadic:
      if (lastComponent(E->CalleeName).find("scanf") != std::string_view::npos)
        add(AccessKind::Write, Objects, {});
      else
        add(AccessKind::Read, Objects, {.Certain = false});
      break;
    case Passing::Reference:
    case Passing::Pointer:
      add(AccessKind::Read, Objects, {.Certain = false});
      // A library's function that makes a view, as asio::buffer, only locates.
      if (!E->CalleeSystem || E->ResultType.Class != TypeClass::View)
        add(AccessKind::Write, Objects, {.Certain = Std(Objects)});
      break;
    case Passing::RValueReference:
      add(AccessKind::Read, Objects, {});
      // Moved from; for a variable of this function that is no change that
      // anybody waits for.
      for (const Place &O : Objects)
        if (O.Base == Place::Global || O.throughDeref())
          add(AccessKind::Write, O, {});
      break;
    }
  }
}

/// The arguments of a constructor that nobody saw; classes that hold references
/// keep them.
void Collector::constructed() {
  for (const Argument &A : E->Args) {
    const PlaceSet Objects = Fl.referents(A);
    if (A.How == Passing::Value)
      continue;
    const bool Guard = lockKind(*E) != LockKind::None;
    const bool Takes = A.How == Passing::RValueReference && A.Moved;
    add(AccessKind::Read, Objects, {.Synchronised = Guard});
    for (const Place &O : Objects)
      if (Takes && (O.Base == Place::Global || O.throughDeref()))
        add(AccessKind::Write, O, {});
    if (!E->CalleeStd && !E->ResultType.Std && !Guard &&
        (A.How == Passing::Reference || A.How == Passing::Pointer))
      add(AccessKind::Write, Objects, {.Certain = false});
  }
}

/// A global whose value is moved away is another one afterwards.
void Collector::movedOut(const Place &From) {
  for (const Place &O : Fl.resolve(From)) {
    const Type *T = Fl.typeOf(O);
    if (O.Base == Place::Global && T &&
        (T->Class == TypeClass::Container || T->Class == TypeClass::Record ||
         T->Class == TypeClass::SmartPointer || T->Class == TypeClass::Handle ||
         T->Class == TypeClass::Callable))
      add(AccessKind::Write, O, {});
  }
}

void Collector::call() {
  const std::vector<FunctionId> Bodies = Fl.callees(*E);
  for (const Argument &A : E->Args)
    if (A.Moved && A.How == Passing::Value)
      movedOut(A.From);
  if (E->Constructor && E->Receiver)
    add(AccessKind::Write, Fl.resolve(E->Receiver->From),
        {.Storing = StoreKind::Init});
  if (Bodies.empty()) {
    if (const LibraryCall *Known = libraryCall(*E))
      inLibrary(*Known);
    else if (E->Constructor)
      constructed();
    else
      inUnseenBody();
  }
  const std::vector<EventRef> Makers = Fl.called(*E);
  for (FunctionId Callee : Bodies) {
    EventRef Maker;
    for (EventRef M : Makers)
      if (P.find(P.event(M).Callee) == Callee)
        Maker = M;
    inCallee(Callee, Maker, /*Callback=*/false);
  }
  std::vector<FunctionId> Run = Bodies;
  for (EventRef Maker : Fl.callbacks(*E)) {
    Run.push_back(P.find(P.event(Maker).Callee));
    inCallee(Run.back(), Maker, /*Callback=*/true);
  }
  if (InCallees)
    onGlobals(Run);
}

AccessList Collector::run() {
  bool OwnMutex = false;
  const std::vector<std::vector<bool>> Locks = heldLocks(P, Fl, OwnMutex);
  for (uint32_t B = 0; B < F.Blocks.size(); ++B)
    for (uint32_t I = 0; I < F.Blocks[B].Events.size(); ++I) {
      E = &F.Blocks[B].Events[I];
      At = {Fl.function(), B, I};
      Locked = !Locks.empty() && Locks[B][I];
      First = Out.Accesses.size();
      switch (E->K) {
      case Event::Load:
        add(AccessKind::Read, Fl.resolve(E->Target),
            {.Synchronised = isSafeType(E->ResultType)});
        if (E->Moves)
          movedOut(E->Target);
        break;
      case Event::Store:
        add(AccessKind::Write, Fl.resolve(E->Target),
            {.Synchronised = isSafeType(E->ResultType), .Storing = E->Storing});
        escapes();
        break;
      case Event::Call:
        call();
        break;
      default:
        break;
      }
    }
  Out.OwnMutex = OwnMutex;
  Out.Accesses.shrink_to_fit();
  Out.Origins.shrink_to_fit();
  return std::move(Out);
}

} // namespace

AccessList collectAccesses(const Program::Impl &P, const Flow &Fl,
                           bool InCallees) {
  return Collector(P, Fl, InCallees).run();
}

} // namespace cotidy
