//===- Flow.cpp - Where a function's pointers lead ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Flow.h"
#include "program/ProgramImpl.h"
#include <algorithm>

namespace cotidy {

/// Larger sets say nothing that a check could use; deeper places come from
/// linked structures, which are cut off.
static constexpr size_t LargestSet = 16;
static constexpr size_t DeepestPath = 8;

bool unite(PlaceSet &Into, const Place &P) {
  if (Into.size() >= LargestSet ||
      std::find(Into.begin(), Into.end(), P) != Into.end())
    return false;
  Into.push_back(P);
  return true;
}

bool unite(PlaceSet &Into, const PlaceSet &From) {
  bool Grew = false;
  for (const Place &P : From)
    Grew |= unite(Into, P);
  return Grew;
}

bool Contents::add(const std::vector<PathElement> &Path,
                   const PlaceSet &Referents) {
  for (Held &H : Parts)
    if (H.Path == Path)
      return unite(H.Referents, Referents);
  Parts.push_back({Path, {}});
  return unite(Parts.back().Referents, Referents);
}

void Contents::lookUp(const std::vector<PathElement> &Path,
                      PlaceSet &Into) const {
  for (const Held &H : Parts) {
    size_t Shared = std::min(H.Path.size(), Path.size());
    if (!std::equal(Path.begin(), Path.begin() + Shared, H.Path.begin()))
      continue;
    // Neither is behind a pointer that the other holds.
    const std::vector<PathElement> &Longer =
        Path.size() > Shared ? Path : H.Path;
    if (std::none_of(
            Longer.begin() + Shared, Longer.end(),
            [](const PathElement &E) { return E.K == PathElement::Deref; }))
      unite(Into, H.Referents);
  }
}

bool mayRefer(const Type &T) {
  if (T.Coroutine) // a task refers to what its coroutine was given
    return true;
  switch (T.Class) {
  case TypeClass::Pointer:
  case TypeClass::SmartPointer:
  case TypeClass::Iterator:
  case TypeClass::View:
  case TypeClass::Callable:
    return true;
  case TypeClass::Handle:
  case TypeClass::Container:
  case TypeClass::Record:
  case TypeClass::Dependent:
    return T.HoldsReferences;
  default:
    return false;
  }
}

Flow::Flow(const Program::Impl &P, FunctionId F) : P(P), F(F) {
  const Function &Fn = P.Functions[F];
  Values.resize(Fn.NumValues);
  Definitions.resize(Fn.NumValues);
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      if (E.Result < Fn.NumValues)
        Definitions[E.Result] = {F, B, I};
      if (E.K != Event::Call)
        continue;
      std::vector<FunctionId> Bodies;
      P.bodiesOf(E.Callee, E.Virtual, Bodies);
      if (!Bodies.empty())
        Named.emplace_back(&E, std::move(Bodies));
    }
  std::sort(Named.begin(), Named.end());
  // Sets only grow, and are bounded; in practice two rounds suffice.
  for (int Round = 0; Round < 12; ++Round) {
    Changed = false;
    for (const Block &B : Fn.Blocks)
      for (const Event &E : B.Events)
        step(E);
    if (!Changed)
      break;
  }
}

const Type *Flow::typeOf(const Place &Pl) const {
  const Function &Fn = P.Functions[F];
  if (!Pl.Path.empty() &&
      !(Pl.Path.size() == 1 && Pl.Path[0].K == PathElement::Deref))
    return nullptr;
  const Type *T = nullptr;
  switch (Pl.Base) {
  case Place::Global:
    T = &P.Globals[Pl.Index].Ty;
    break;
  case Place::Parameter:
    T = &Fn.Params[Pl.Index].Ty;
    break;
  case Place::Local:
    T = &Fn.Locals[Pl.Index].Ty;
    break;
  case Place::Capture:
    if (Fn.Captures[Pl.Index].OfThis)
      return nullptr;
    T = &Fn.Captures[Pl.Index].Ty;
    if (Fn.Captures[Pl.Index].ByReference)
      return Pl.Path.empty() ? nullptr : T;
    break;
  case Place::Value:
    if (const Event *E = maker(Pl))
      return E->ResultType.Spelling.empty() ? nullptr : &E->ResultType;
    return nullptr;
  default:
    return nullptr;
  }
  // A reference's type is that of what it refers to.
  return T->Reference == !Pl.Path.empty() ? T : nullptr;
}

const Event *Flow::maker(const Place &Pl) const {
  if (Pl.Base != Place::Value || !Pl.Path.empty())
    return nullptr;
  EventRef Made = definition(Pl.Index);
  return Made.isValid() ? &P.event(Made) : nullptr;
}

/// A pointee that has no name but the event that made it.
static bool isNameless(const Place &P) {
  return P.Base == Place::Unknown ||
         (P.Base == Place::Value && !P.Path.empty() &&
          P.Path[0].K == PathElement::Deref);
}

static void append(Place &P, const PathElement &E) {
  std::vector<PathElement> &Path = P.Path;
  // A list's second node is like its first: `p*.next*.next*` is `p*.next*`.
  if (E.K == PathElement::Deref && !Path.empty())
    for (size_t I = 0; I + 2 < Path.size(); ++I)
      if (Path[I] == Path.back() && Path[I + 1].K == PathElement::Deref) {
        Path.resize(I + 2);
        return;
      }
  if (Path.size() < DeepestPath)
    Path.push_back(E);
}

void Flow::set(ValueId V, const PlaceSet &Places) {
  if (V < Values.size())
    Changed |= unite(Values[V], Places);
}

void Flow::store(const Place &Target, const PlaceSet &Referents) {
  if (Referents.empty() || Target.Base == Place::Unknown)
    return;
  PlaceSet Named;
  for (const Place &R : Referents) {
    if (!isNameless(R)) {
      unite(Named, R);
      continue;
    }
    Place Own = Target;
    append(Own, {PathElement::Deref, ""});
    unite(Named, Own);
  }
  Changed |= Held[{Target.Base, Target.Index}].add(Target.Path, Named);
}

void Flow::load(const Place &Pl, bool Refers, PlaceSet &Into) const {
  size_t Before = Into.size();
  if (auto It = Held.find({Pl.Base, Pl.Index}); It != Held.end())
    It->second.lookUp(Pl.Path, Into);
  if (Pl.Base == Place::Global && Pl.Index < P.GlobalContents.size())
    P.GlobalContents[Pl.Index].lookUp(Pl.Path, Into);
  // What somebody else put there; a local has what this function stored.
  bool Outside = Pl.Base == Place::Parameter || Pl.Base == Place::This ||
                 Pl.Base == Place::Capture || Pl.throughDeref();
  if (Refers && (Outside || Into.size() == Before)) {
    Place Own = Pl;
    append(Own, {PathElement::Deref, ""});
    unite(Into, Own);
  }
}

PlaceSet Flow::follow(PlaceSet Places, const std::vector<PathElement> &Path,
                      size_t From) const {
  for (size_t I = From; I < Path.size(); ++I) {
    if (Path[I].K == PathElement::Deref) {
      PlaceSet Next;
      for (const Place &Pl : Places)
        load(Pl, /*Refers=*/true, Next);
      Places = std::move(Next);
      continue;
    }
    for (Place &Pl : Places)
      append(Pl, Path[I]);
  }
  return Places;
}

PlaceSet Flow::resolve(const Place &Pl) const {
  Place Root = Pl;
  Root.Path.clear();
  if (Pl.Base != Place::Value || Pl.Path.empty() ||
      Pl.Path[0].K != PathElement::Deref || Pl.Index >= Values.size())
    return follow({Root}, Pl.Path, 0);
  PlaceSet Start = Values[Pl.Index];
  // A pointer whose type nobody told is named where it was loaded.
  if (EventRef Made = definition(Pl.Index); Start.empty() && Made.isValid()) {
    const Event &E = P.event(Made);
    if (E.K == Event::Load)
      for (const Place &From : resolve(E.Target))
        load(From, /*Refers=*/true, Start);
  }
  if (Start.empty()) {
    Root.Path = {{PathElement::Deref, ""}};
    Start = {Root};
  }
  return follow(std::move(Start), Pl.Path, 1);
}

/// Operators whose result may refer to what an operand refers to.
static bool keepsReferents(std::string_view Operator) {
  for (const char *Other :
       {"==", "!=", "<", ">", "<=", ">=", "<=>", "!",  "&&",     "||",
        "*",  "/",  "%", "^", "|",  "~",  "<<",  ">>", "delete", "sizeof"})
    if (Operator == Other)
      return false;
  return true;
}

bool givesNumber(const Event &E) {
  const Type &T = E.ResultType;
  if (T.Spelling.empty() || T.Reference || E.K == Event::Borrow)
    return false;
  return T.Class == TypeClass::Bool || T.Class == TypeClass::Enum ||
         T.Class == TypeClass::Integer || T.Class == TypeClass::Floating;
}

void Flow::step(const Event &E) {
  if (E.K != Event::Call && givesNumber(E))
    return;
  switch (E.K) {
  case Event::Constant:
  case Event::Closure:
    if (!E.Callee.empty()) {
      Place Maker;
      Maker.Base = Place::Value;
      Maker.Index = E.Result;
      set(E.Result, {Maker});
    }
    return;
  case Event::Borrow:
    return set(E.Result, resolve(E.Target));
  case Event::Load: {
    PlaceSet Loaded;
    for (const Place &From : resolve(E.Target)) {
      const Type *Known =
          E.ResultType.Spelling.empty() ? typeOf(From) : &E.ResultType;
      Type T = Known ? *Known : Type();
      T.Reference = false; // what it refers to is loaded
      // What a value refers to, the parts of it do: the iterator in a pair.
      if (From.Base == Place::Value && !From.throughDeref() &&
          From.Index < Values.size() && mayRefer(T))
        unite(Loaded, PlaceSet(Values[From.Index]));
      if (Loaded.empty())
        load(From, mayRefer(T), Loaded);
    }
    return set(E.Result, Loaded);
  }
  case Event::Op:
    if (keepsReferents(E.Text))
      for (ValueId V : E.Operands)
        if (V < Values.size())
          set(E.Result, PlaceSet(Values[V]));
    return;
  case Event::Store: {
    PlaceSet Stored;
    for (ValueId V : E.Operands)
      if (V < Values.size())
        unite(Stored, Values[V]);
    if (!Stored.empty())
      for (const Place &To : resolve(E.Target))
        store(To, Stored);
    return;
  }
  case Event::Suspend:
    // What a task gives is what its coroutine returns.
    for (ValueId V : E.Operands) {
      if (V >= Values.size())
        continue;
      for (const Place &Task : PlaceSet(Values[V])) {
        const Event *Call = maker(Task);
        if (!Call || Call->K != Event::Call)
          continue;
        for (FunctionId Callee : callees(*Call))
          for (const Place &R : P.EffectsOf[Callee].Returns)
            set(E.Result, translate(R, *Call, Callee, {}));
      }
    }
    return;
  case Event::Return:
    for (ValueId V : E.Operands) {
      if (V >= Values.size())
        continue;
      for (const Place &R : Values[V]) {
        if (const Event *Maker = maker(R); Maker && makesTask(*Maker))
          HandsOutTask = true;
        if (R.Base != Place::Local && R.Base != Place::Value &&
            R.Base != Place::Unknown)
          Changed |= unite(Returned, R);
      }
    }
    return;
  case Event::Call:
    return call(E);
  case Event::Throw:
  case Event::ScopeEnd:
    return;
  }
}

PlaceSet Flow::contents(const PlaceSet &Places) const {
  PlaceSet Into;
  for (const Place &Pl : Places)
    load(Pl, /*Refers=*/false, Into);
  return Into;
}

std::vector<uint32_t> Flow::holders(ValueId V) const {
  std::vector<uint32_t> Locals;
  const Place Object{Place::Value, V, {}};
  for (const auto &[Root, What] : Held)
    if (Root.first == Place::Local)
      for (const Contents::Held &H : What.Parts)
        if (std::find(H.Referents.begin(), H.Referents.end(), Object) !=
            H.Referents.end()) {
          Locals.push_back(Root.second);
          break;
        }
  return Locals;
}

std::vector<Flow::GlobalStore> Flow::globalStores() const {
  std::vector<GlobalStore> Stores;
  for (const auto &[Root, What] : Held)
    if (Root.first == Place::Global)
      for (const Contents::Held &H : What.Parts)
        Stores.push_back({{Place::Global, Root.second, H.Path}, H.Referents});
  return Stores;
}

} // namespace cotidy
