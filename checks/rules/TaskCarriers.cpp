//===- TaskCarriers.cpp - Which objects hold which tasks ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskCarriers.h"
#include "program/LibraryModel.h"
#include <algorithm>

namespace cotidy {

bool addMakers(TaskMakers &Into, const TaskMakers &From) {
  bool Grew = false;
  for (uint32_t V : From) {
    auto It = std::lower_bound(Into.begin(), Into.end(), V);
    if (It != Into.end() && *It == V)
      continue;
    Into.insert(It, V);
    Grew = true;
  }
  return Grew;
}

static const TaskMakers NoMakers;

TaskCarriers::TaskCarriers(const Program::Impl &P, FunctionId F,
                           const std::vector<HandOver> &Items)
    : P(P), Fl(P.flow(F)), Fn(P.Functions[F]), Carried(Fn.NumValues) {
  for (uint32_t I = 0; I < Items.size(); ++I) {
    ItemsOf[makerOf(Items[I])].push_back(I);
    if (Items[I].Call.Block == None)
      In[{Place::Parameter, Items[I].Call.Index}] = {makerOf(Items[I])};
  }
  if (Items.empty())
    return;
  for (int Round = 0; Round < 12; ++Round) {
    bool Grew = false;
    for (const Block &B : Fn.Blocks)
      for (const Event &E : B.Events)
        Grew |= carry(E);
    if (!Grew)
      break;
  }
  for (const auto &[Holder, What] : In)
    for (uint32_t M : What)
      HoldersOf[M].push_back(Holder);
}

uint32_t TaskCarriers::makerOf(const HandOver &H) const {
  if (H.Call.Block == None)
    return Fn.NumValues + H.Call.Index;
  return P.event(H.Call).Result;
}

const std::vector<uint32_t> &TaskCarriers::itemsOf(uint32_t Maker) const {
  auto It = ItemsOf.find(Maker);
  return It == ItemsOf.end() ? NoMakers : It->second;
}

const TaskMakers &TaskCarriers::carriedBy(ValueId V) const {
  return V < Carried.size() ? Carried[V] : NoMakers;
}

const TaskMakers &TaskCarriers::carriedBy(const TaskHolder &H) const {
  auto It = In.find(H);
  return It == In.end() ? NoMakers : It->second;
}

TaskMakers TaskCarriers::carriedBy(const Place &Where) const {
  return Where.Base == Place::Value
             ? carriedBy(Where.Index)
             : carriedBy(TaskHolder{Where.Base, Where.Index});
}

TaskMakers TaskCarriers::carriedBy(const Argument &A) const {
  // A copied number carries nothing, wherever it was read.
  if (A.How == Passing::Value || A.How == Passing::Variadic)
    if (const EventRef Made = Fl.definition(A.Val);
        Made.isValid() && givesNumber(P.event(Made)))
      return {};
  TaskMakers All = carriedBy(A.From);
  addMakers(All, carriedBy(A.Val));
  return All;
}

TaskMakers TaskCarriers::carriedByAll(const Event &Call) const {
  TaskMakers All;
  for (const Argument &A : Call.Args)
    addMakers(All, carriedBy(A));
  if (Call.Receiver && !callsMaker(Call))
    addMakers(All, carriedBy(*Call.Receiver));
  return All;
}

TaskMakers TaskCarriers::carriedByOperands(const Event &E) const {
  TaskMakers All;
  for (ValueId V : E.Operands)
    addMakers(All, carriedBy(V));
  return All;
}

bool TaskCarriers::heldBeside(uint32_t Maker, const TaskHolder &H) const {
  auto It = HoldersOf.find(Maker);
  return It != HoldersOf.end() &&
         std::any_of(It->second.begin(), It->second.end(),
                     [&](const TaskHolder &Other) { return Other != H; });
}

bool TaskCarriers::callsMaker(const Event &E) const {
  for (FunctionId Callee : Fl.callees(E))
    if (P.Functions[Callee].Lambda)
      return true;
  return false;
}

bool TaskCarriers::isNews(const Event &E) const {
  return E.Result != None && !givesNumber(E) &&
         (E.ResultType.Class != TypeClass::Void ||
          E.ResultType.Spelling.empty());
}

bool TaskCarriers::carry(const Event &E) {
  auto Into = [&](ValueId V, const TaskMakers &From) {
    return V < Carried.size() && !From.empty() && addMakers(Carried[V], From);
  };
  auto IntoPlace = [&](const Place &To, const TaskMakers &From) {
    if (From.empty())
      return false;
    bool Grew = false;
    for (const Place &Real : Fl.resolve(To))
      if (Real.Base != Place::Value && Real.Base != Place::Unknown)
        Grew |= addMakers(In[{Real.Base, Real.Index}], From);
    return Grew;
  };
  bool Grew = false;
  if (E.Result != None && isMaker(E.Result))
    Grew |= Into(E.Result, {E.Result});
  switch (E.K) {
  case Event::Load:
  case Event::Borrow:
    if (E.K == Event::Borrow || !givesNumber(E)) {
      Grew |= Into(E.Result, carriedBy(E.Target));
      if (E.Target.throughDeref())
        for (const Place &Real : Fl.resolve(E.Target))
          Grew |= Into(E.Result, carriedBy(Real));
    }
    break;
  case Event::Op:
    if (!givesNumber(E))
      Grew |= Into(E.Result, carriedByOperands(E));
    break;
  case Event::Closure:
    Grew |= Into(E.Result, carriedByAll(E));
    break;
  case Event::Store:
    Grew |= IntoPlace(E.Target, carriedByOperands(E));
    break;
  case Event::Call: {
    if (E.Why == Implicit::AwaitProtocol || E.Why == Implicit::Destructor)
      break;
    const TaskMakers All = carriedByAll(E);
    if (All.empty())
      break;
    if (isNews(E))
      Grew |= Into(E.Result, All);
    if (!E.Receiver)
      break;
    // What goes into an object's method may stay in the object.
    TaskMakers Args;
    for (const Argument &A : E.Args)
      addMakers(Args, carriedBy(A));
    const LibraryCall *Known = libraryCall(E);
    if (E.Constructor || !Known || Known->Keeps)
      Grew |= IntoPlace(E.Receiver->From, Args);
    break;
  }
  default:
    break;
  }
  return Grew;
}

} // namespace cotidy
