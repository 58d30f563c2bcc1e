//===- TaskWaits.cpp - What may wait for a task ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskWaits.h"
#include "program/LibraryModel.h"
#include <algorithm>

namespace cotidy {

bool WaitNames::is(std::string_view Name, unsigned Kinds) {
  auto [It, New] = Known.try_emplace(Name, 0);
  if (New)
    It->second = (matchesName(O.Waits, Name) ? Wait : 0) |
                 (matchesName(O.Delays, Name) ? Delay : 0) |
                 (matchesName(O.Devices, Name) ? Device : 0);
  return It->second & Kinds;
}

TaskWaits::TaskWaits(const Program::Impl &P, FunctionId F, const Options &O,
                     TaskNames &Names, WaitNames &Waits)
    : P(P), Fl(P.flow(F)), Fn(P.Functions[F]), O(O), Names(Names), Waits(Waits),
      MadeOf(Fn.Locals.size()) {
  for (const Block &B : Fn.Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Store && E.Storing == StoreKind::Init &&
          E.Target.Base == Place::Local && E.Target.isWhole())
        MadeOf[E.Target.Index] = E.Operands;
}

/// Does a class stand for the clock or the outer world, which no task is?
bool TaskWaits::isDevice(std::string_view Record) const {
  return Waits.is(Record, WaitNames::Device | WaitNames::Delay);
}

/// How far back what an object was made of is followed.
static constexpr int Deepest = 4;

void TaskWaits::addHolder(TaskHolders &Into, const Place &Where) const {
  if (Where.Base == Place::Unknown || Where.Base == Place::Value)
    return;
  // Tokens and tags: detached, use_awaitable.
  if (Where.Base == Place::Global && P.Globals[Where.Index].Constant)
    return;
  const TaskHolder H{Where.Base, Where.Base == Place::This ? 0 : Where.Index};
  if (std::find(Into.begin(), Into.end(), H) == Into.end())
    Into.push_back(H);
}

void TaskWaits::holdersOf(const Argument &A, TaskHolders &Into,
                          int Depth) const {
  if (A.From.Base != Place::Unknown) {
    addHolder(Into, A.From);
    const PlaceSet Objects = Fl.resolve(A.From);
    for (const Place &Real : Objects)
      addHolder(Into, Real);
    // A handle has to do with what it was made of: a strand with its context.
    if (A.From.Base == Place::Local && A.From.Index < MadeOf.size() &&
        Depth > 0 && !isDevice(Fn.Locals[A.From.Index].Ty.Record))
      for (ValueId V : MadeOf[A.From.Index])
        holdersOf(V, Into, Depth - 1);
    // A closure has to do with what it captures.
    if (Depth > 0)
      for (const Place &Held : Fl.contents(Objects))
        if (const Event *E = Fl.maker(Held); E && E->K == Event::Closure)
          for (const Argument &Captured : E->Args)
            holdersOf(Captured, Into, Depth - 1);
    if (A.From.Base == Place::Value)
      holdersOf(A.From.Index, Into, Depth);
  }
  holdersOf(A.Val, Into, Depth);
}

void TaskWaits::holdersOf(ValueId V, TaskHolders &Into, int Depth) const {
  const EventRef Made = Fl.definition(V);
  if (Depth == 0 || !Made.isValid())
    return;
  for (const Place &Real : Fl.pointees(V)) {
    addHolder(Into, Real);
    if (Real.Base == Place::Value && Real.Index != V)
      holdersOf(Real.Index, Into, Depth - 1);
  }
  const Event &E = P.event(Made);
  switch (E.K) {
  case Event::Load:
    // A number is no object, only a copy of one.
    if (givesNumber(E) && E.Target.Base != Place::Value)
      return;
    [[fallthrough]];
  case Event::Borrow:
    addHolder(Into, E.Target);
    return;
  case Event::Op:
    for (ValueId Operand : E.Operands)
      holdersOf(Operand, Into, Depth - 1);
    return;
  case Event::Call:
  case Event::Closure:
    for (const Argument &A : E.Args)
      holdersOf(A, Into, Depth - 1);
    if (E.Receiver)
      holdersOf(*E.Receiver, Into, Depth - 1);
    return;
  default:
    return;
  }
}

TaskHolders TaskWaits::holdersOf(const Event &E) const {
  TaskHolders All;
  for (const Argument &A : E.Args)
    holdersOf(A, All, Deepest);
  if (E.Receiver)
    holdersOf(*E.Receiver, All, Deepest);
  for (ValueId V : E.Operands)
    holdersOf(V, All, Deepest);
  return All;
}

void TaskWaits::holdersOf(const Argument &A, TaskHolders &Into) const {
  holdersOf(A, Into, Deepest);
}

bool TaskWaits::share(const TaskHolders &A, const TaskHolders &B) {
  auto Outside = [](const TaskHolder &H) { return H.first != Place::Local; };
  for (const TaskHolder &Mine : A)
    for (const TaskHolder &Other : B)
      if (Mine == Other || (Outside(Mine) && Outside(Other)))
        return true;
  return false;
}

bool TaskWaits::mayWait(const Event &E) const {
  if (E.Why == Implicit::AwaitProtocol || E.Why == Implicit::Destructor)
    return false;
  if (E.K == Event::Suspend)
    return suspends(E, O) && !E.Operands.empty();
  if (E.K != Event::Call)
    return false;
  switch (Names.kind(P, E)) {
  case TaskNames::Join:
    return true;
  case TaskNames::Spawner:
    return false;
  default:
    return !libraryCall(E) && !isDevice(E.CalleeRecord) &&
           Waits.is(E.CalleeName, WaitNames::Wait | WaitNames::Delay);
  }
}

/// By the names of what is awaited and of what makes it.
bool TaskWaits::awaits(const Event &E, unsigned Kinds) const {
  if (Waits.is(E.AwaitableRecord, Kinds))
    return true;
  return std::any_of(E.Operands.begin(), E.Operands.end(), [&](ValueId V) {
    const EventRef Made = Fl.definition(V);
    return Made.isValid() && (Waits.is(P.event(Made).CalleeName, Kinds) ||
                              Waits.is(P.event(Made).CalleeRecord, Kinds));
  });
}

bool TaskWaits::isDelay(const Event &E) const {
  return E.K == Event::Suspend ? awaits(E, WaitNames::Delay)
                               : Waits.is(E.CalleeName, WaitNames::Delay);
}

/// Does all that the coroutine awaits, and what it awaits in turn, wait for a
/// time or the outer world?
bool TaskWaits::onlyPassesIn(FunctionId Coroutine, int Depth) const {
  const Flow &In = P.flow(Coroutine);
  for (const Block &B : P.Functions[Coroutine].Blocks)
    for (const Event &E : B.Events) {
      if (E.K == Event::Call && E.Why == Implicit::No &&
          Names.kind(P, E) == TaskNames::Join)
        return false;
      if (E.K != Event::Suspend || E.Suspending != SuspendKind::Await ||
          !suspends(E, O))
        continue;
      for (ValueId V : E.Operands) {
        const EventRef Made = In.definition(V);
        if (!Made.isValid() || P.event(Made).K != Event::Call)
          return false;
        const Event &Call = P.event(Made);
        if (Waits.is(Call.CalleeName, WaitNames::Device | WaitNames::Delay) ||
            Waits.is(E.AwaitableRecord, WaitNames::Device | WaitNames::Delay))
          continue;
        const std::vector<FunctionId> Bodies = In.callees(Call);
        if (Depth == 0 || Bodies.empty() ||
            !std::all_of(Bodies.begin(), Bodies.end(), [&](FunctionId Body) {
              return P.Functions[Body].Coroutine &&
                     onlyPassesIn(Body, Depth - 1);
            }))
          return false;
      }
    }
  return true;
}

bool TaskWaits::onlyPasses(const Event &E, const TaskHolders &Runs) const {
  if (E.K != Event::Suspend || E.Operands.size() != 1)
    return false;
  const EventRef Made = Fl.definition(E.Operands[0]);
  if (!Made.isValid() || P.event(Made).K != Event::Call)
    return false;
  const Event &Call = P.event(Made);
  if (Names.kind(P, Call) == TaskNames::Join)
    return false;
  if (Call.Receiver) {
    TaskHolders Object;
    for (const Place &Real : Fl.resolve(Call.Receiver->From))
      addHolder(Object, Real);
    const bool RunsTasks =
        std::any_of(Object.begin(), Object.end(), [&](const TaskHolder &H) {
          return std::find(Runs.begin(), Runs.end(), H) != Runs.end();
        });
    if (RunsTasks && awaits(E, WaitNames::Device | WaitNames::Delay))
      return true;
  }
  const std::vector<FunctionId> Bodies = Fl.callees(Call);
  return !Bodies.empty() &&
         std::all_of(Bodies.begin(), Bodies.end(), [&](FunctionId Body) {
           return P.Functions[Body].Coroutine && onlyPassesIn(Body, Deepest);
         });
}

bool TaskWaits::mayWaitFor(const Event &E, const TaskHolders &On,
                           const TaskHolders &Task) const {
  if (E.K == Event::Call)
    return !isDelay(E) && (On.empty() ? E.Args.empty() : share(On, Task));
  if (On.empty())
    return false;
  if (share(On, Task))
    return true;
  // Something of this function's own; a signal unless it is known better.
  for (const TaskHolder &H : On)
    if (const Type *T = Fl.typeOf({H.first, H.second, {}});
        T && (T->Coroutine || isDevice(T->Record)))
      return false;
  return !awaits(E, WaitNames::Device | WaitNames::Delay);
}

TaskHolders TaskWaits::lookedAt(ValueId Condition) const {
  TaskHolders Read;
  std::vector<ValueId> Open{Condition};
  for (size_t I = 0; I < Open.size() && I < 16; ++I) {
    const EventRef Made = Fl.definition(Open[I]);
    if (!Made.isValid())
      continue;
    const Event &E = P.event(Made);
    addHolder(Read, E.Target);
    Open.insert(Open.end(), E.Operands.begin(), E.Operands.end());
    if (E.Receiver)
      addHolder(Read, E.Receiver->From);
    for (const Argument &A : E.Args)
      addHolder(Read, A.From);
  }
  return Read;
}

bool TaskWaits::mayLookFor(const TaskHolders &Read,
                           const TaskHolders &Task) const {
  // Nobody but others can change an atomic that a loop looks at.
  return share(Read, Task) ||
         std::any_of(Read.begin(), Read.end(), [&](const TaskHolder &H) {
           const Type *T = Fl.typeOf({H.first, H.second, {}});
           return T && (T->Class == TypeClass::Atomic ||
                        T->Class == TypeClass::Sync);
         });
}

bool TaskWaits::ownsTasks(const TaskHolder &H) const {
  if (H.first != Place::Local)
    return false;
  const Type &T = Fn.Locals[H.second].Ty;
  return !T.Reference && (T.Class == TypeClass::Handle || T.MoveOnly) &&
         !isDevice(T.Record);
}

} // namespace cotidy
