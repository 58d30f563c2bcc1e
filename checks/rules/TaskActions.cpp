//===- TaskActions.cpp - What each event does to tasks --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskActions.h"
#include "program/LibraryModel.h"
#include "rules/Dataflow.h"
#include "rules/TaskStates.h"
#include <algorithm>

namespace cotidy {

TaskActions::TaskActions(const Program::Impl &P, FunctionId F, const Options &O,
                         TaskNames &Names, const std::vector<HandOver> &Items,
                         const Sparse<LentSummary> &Lent,
                         const TaskCarriers &Carriers, const TaskWaits &Waiting)
    : P(P), Fl(P.flow(F)), Fn(P.Functions[F]), Me(F), O(O), Names(Names),
      Items(Items), Lent(Lent), Carriers(Carriers), Waiting(Waiting),
      Actions(Fn.Blocks.size()) {
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    Actions[B].resize(Fn.Blocks[B].Events.size());
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I)
      event({Me, B, I}, Fn.Blocks[B].Events[I]);
  }
  findLoops();
}

const TaskActions::LoopEnds *TaskActions::loop(uint32_t Head) const {
  auto It = Loops.find(Head);
  return It == Loops.end() ? nullptr : &It->second;
}

const TaskHolders *TaskActions::waitAt(EventRef E) const {
  auto It = Waits.find(E);
  return It == Waits.end() ? nullptr : &It->second;
}

const TaskHolders *TaskActions::executors(uint32_t Maker) const {
  auto It = Executors.find(Maker);
  return It == Executors.end() ? nullptr : &It->second;
}

/// Is it another's task that is awaited, or time that passes, while what was
/// given the maker's task runs it?
bool TaskActions::onlyPasses(const Event &Suspension, uint32_t Maker) const {
  auto It = GivenTo.find(Maker);
  return It != GivenTo.end() && Suspension.K == Event::Suspend &&
         std::none_of(Suspension.Operands.begin(), Suspension.Operands.end(),
                      [&](ValueId V) { return V == Maker; }) &&
         Waiting.onlyPasses(Suspension, It->second);
}

void TaskActions::act(EventRef At, const TaskMakers &On, TaskAction::Kind K) {
  std::vector<TaskAction> &Here = Actions[At.Block][At.Index];
  for (uint32_t Maker : On)
    for (uint32_t Item : Carriers.itemsOf(Maker))
      Here.push_back({K, Item});
}

TaskMakers TaskActions::carriedByArguments(const Event &Call) const {
  TaskMakers All;
  for (const Argument &A : Call.Args)
    addMakers(All, Carriers.carriedBy(A));
  return All;
}

/// Does the destructor end the frame, so that nothing runs on?
bool TaskActions::destroysFrame(const Event &E) const {
  for (FunctionId Body : Fl.callees(E)) {
    std::vector<FunctionId> Bodies{Body};
    for (FunctionId Callee : P.Edges[Body])
      Bodies.push_back(Callee);
    for (FunctionId B : Bodies)
      for (const Block &Bl : P.Functions[B].Blocks)
        for (const Event &Inner : Bl.Events)
          if (Inner.K == Event::Call &&
              lastComponent(Inner.CalleeName) == "destroy")
            return true;
  }
  return false;
}

/// Does the call run its receiver's task, there and then, up to its next
/// suspension?
bool TaskActions::resumes(const Event &E) const {
  if (!E.Args.empty())
    return false;
  if (lastComponent(E.CalleeName) == "resume" ||
      E.CalleeName == "std::coroutine_handle::operator()")
    return true;
  if (Names.kind(P, E) != TaskNames::Spawner)
    return false;
  for (FunctionId Body : Fl.callees(E))
    for (const Block &B : P.Functions[Body].Blocks)
      for (const Event &Inner : B.Events)
        if (Inner.K == Event::Call &&
            Inner.CalleeRecord == "std::coroutine_handle" && resumes(Inner))
          return true;
  return false;
}

void TaskActions::destructor(EventRef At, const Event &E) {
  if (!E.Receiver)
    return;
  const Place &Object = E.Receiver->From;
  const TaskHolder Holder{Object.Base, Object.Index};
  if (!E.CalleeStd)
    Destructed.insert(Holder);
  if (Object.Base == Place::Value && !Carriers.isMaker(Object.Index))
    return;
  // What was handed on has been emptied.
  TaskMakers On = Object.Base == Place::Value ? Carriers.carriedBy(Object.Index)
                                              : Carriers.carriedBy(Holder);
  const bool Erases = !On.empty() && destroysFrame(E);
  if (Erases)
    Erased.insert(On.begin(), On.end());
  std::erase_if(On, [&](uint32_t M) { return heldElsewhere(M, Holder); });
  act(At, On, Erases ? TaskAction::Erase : TaskAction::Destroy);
}

void TaskActions::spawn(EventRef At, const Event &E, const TaskMakers &All) {
  TaskHolders Runs;
  auto Consider = [&](const Argument &A) {
    if (Carriers.carriedBy(A).empty() ||
        (E.Receiver && &A == &*E.Receiver && !E.Args.empty()))
      Waiting.holdersOf(A, Runs);
  };
  for (const Argument &A : E.Args)
    Consider(A);
  if (E.Receiver)
    Consider(*E.Receiver);
  TaskMakers Started = carriedByArguments(E);
  if (Started.empty())
    Started = All;
  for (uint32_t M : Started)
    for (const TaskHolder &H : Runs) {
      TaskHolders &List = Executors[M];
      if (std::find(List.begin(), List.end(), H) == List.end())
        List.push_back(H);
    }
  if (E.Receiver && resumes(E))
    act(At, Carriers.carriedBy(*E.Receiver), TaskAction::RunFirst);
  act(At, Started, TaskAction::Start);
}

/// What a method does to the task that it is a method of.
void TaskActions::method(EventRef At, const Event &E) {
  const TaskMakers Mine = Carriers.carriedBy(*E.Receiver);
  // A result that is asked for, or a future's, is waited for.
  if (const std::string_view Name = lastComponent(E.CalleeName);
      (Name == "get" || Name == "result") && !libraryCall(E))
    act(At, Mine, TaskAction::Finish);
  // What the task's own class has, a generator's next() say, runs it on.
  if (E.Constructor)
    return;
  if (resumes(E))
    return act(At, Mine, TaskAction::Resume);
  if (E.ConstMethod)
    return;
  for (const Place &Object : Fl.resolve(E.Receiver->From))
    if (const Type *T = Fl.typeOf(Object); T && T->Coroutine)
      return act(At, Mine, TaskAction::Use);
}

/// What a callee whose body is seen does to the tasks that it is given.
void TaskActions::seenCallee(EventRef At, const Event &E, FunctionId Callee) {
  const Function &Body = P.Functions[Callee];
  if (Body.Coroutine) { // it runs what it is given
    if (!Body.LazyStart)
      for (const Argument &A : E.Args)
        act(At, Carriers.carriedBy(A), TaskAction::Start);
    return;
  }
  for (uint32_t I = 0; I < E.Args.size(); ++I) {
    const TaskMakers Given = Carriers.carriedBy(E.Args[I]);
    if (Given.empty() || I >= Lent[Callee].TaskParams.size())
      continue;
    const unsigned Fate = Lent[Callee].TaskParams[I];
    if (Fate & (Loose | Delayed))
      act(At, Given, TaskAction::Start);
    else if (Fate & Kept)
      act(At, Given, TaskAction::Keep);
    else if (Fate & Maybe)
      act(At, Given, TaskAction::Lose);
    else if (Fate & (Finished | Ended))
      act(At, Given, TaskAction::Assume);
  }
}

void TaskActions::call(EventRef At, const Event &E) {
  if (E.Why == Implicit::Destructor)
    return destructor(At, E);
  if (E.Why == Implicit::AwaitProtocol)
    return;
  const TaskMakers All = Carriers.carriedByAll(E);
  const LibraryCall *Library = libraryCall(E);
  if (E.Receiver && !E.Constructor && !Library)
    for (uint32_t M : carriedByArguments(E))
      for (const Place &Real : Fl.resolve(E.Receiver->From))
        Waiting.addHolder(GivenTo[M], Real);
  for (const Argument &A : E.Args)
    if (!E.Constructor && !Library &&
        (A.How == Passing::Value || A.How == Passing::RValueReference))
      for (uint32_t M : Carriers.carriedBy(A))
        Moved.insert(M);
  switch (All.empty() ? TaskNames::Other : Names.kind(P, E)) {
  case TaskNames::Combinator:
    if (matchesName(O.AbandoningCombinators, E.CalleeName))
      Abandoned.insert(All.begin(), All.end());
    return;
  case TaskNames::Join:
    return act(At, All, TaskAction::Finish);
  case TaskNames::Spawner:
    return spawn(At, E, All);
  case TaskNames::Other:
    break;
  }
  if (E.Result != None && Carriers.isMaker(E.Result))
    act(At, {E.Result}, TaskAction::Make);
  if (E.Receiver && !Carriers.callsMaker(E))
    method(At, E);
  if (All.empty())
    return;
  if (E.Receiver && lastComponent(E.CalleeName) == "operator=")
    return keep(At, carriedByArguments(E), E.Receiver->From);
  if (const std::vector<FunctionId> Callees = Fl.callees(E); !Callees.empty()) {
    for (FunctionId Callee : Callees)
      seenCallee(At, E, Callee);
    return;
  }
  const TaskMakers Args = carriedByArguments(E);
  if (Args.empty())
    return;
  if (Library) {
    if (E.Receiver && Library->Keeps)
      keep(At, Args, E.Receiver->From);
    return;
  }
  // Nobody saw what it does. What gives something that may hold the task passes
  // it on.
  if (!E.Constructor && !Carriers.isNews(E))
    act(At, Args, TaskAction::Lose);
  else if (!E.CalleeStd)
    PassedOn.insert(Args.begin(), Args.end());
}

/// Tasks go into an object, which may be somebody else's.
void TaskActions::keep(EventRef At, const TaskMakers &On, const Place &Into) {
  if (On.empty())
    return;
  for (const Place &Object : Fl.resolve(Into))
    if (Object.Base != Place::Local && Object.Base != Place::Value)
      return act(At, On, TaskAction::Keep);
}

/// The tasks that a return gives the caller.
TaskMakers TaskActions::returned(const Event &Return) const {
  TaskMakers All;
  for (ValueId V : Return.Operands) {
    const EventRef Made = Fl.definition(V);
    const bool Task = Made.isValid() && P.event(Made).ResultType.Coroutine;
    // A combinator's task runs the closures that it was given.
    const bool Runs = Task && P.event(Made).K == Event::Call &&
                      Names.kind(P, P.event(Made)) == TaskNames::Combinator;
    const PlaceSet &Objects = Fl.pointees(V);
    for (uint32_t M : Carriers.carriedBy(V))
      if (Runs || M >= Fn.NumValues ||
          P.event(Fl.definition(M)).K == Event::Call)
        if (Task || std::find(Objects.begin(), Objects.end(),
                              Place{Place::Value, M, {}}) != Objects.end())
          addMakers(All, {M});
  }
  return All;
}

void TaskActions::event(EventRef At, const Event &E) {
  if (Waiting.mayWait(E))
    Waits.emplace(At, Waiting.holdersOf(E));
  switch (E.K) {
  case Event::Call:
    return call(At, E);
  case Event::Closure:
    if (Carriers.isMaker(E.Result))
      act(At, {E.Result}, TaskAction::Make);
    return;
  case Event::Suspend: {
    const TaskMakers Awaited = Carriers.carriedByOperands(E);
    if (E.Suspending == SuspendKind::Yield)
      return act(At, Awaited, TaskAction::Lose);
    if (E.Suspending == SuspendKind::Await)
      for (uint32_t M : Awaited)
        if (!onlyPasses(E, M))
          act(At, {M}, passedOn(M) ? TaskAction::Assume : TaskAction::Finish);
    return;
  }
  case Event::Store:
    return keep(At, Carriers.carriedByOperands(E), E.Target);
  case Event::Return:
    return act(At, returned(E), TaskAction::Return);
  default:
    return;
  }
}

/// The blocks from a loop's head round to it again.
static std::unordered_set<uint32_t>
bodyOf(uint32_t Head, const std::vector<std::vector<uint32_t>> &Preds,
       const std::vector<uint32_t> &Order) {
  std::unordered_set<uint32_t> Body;
  std::vector<uint32_t> Open;
  for (uint32_t Pred : Preds[Head])
    if (Order[Pred] > Order[Head])
      Open.push_back(Pred);
  while (!Open.empty()) {
    const uint32_t B = Open.back();
    Open.pop_back();
    if (B == Head || !Body.insert(B).second)
      continue;
    Open.insert(Open.end(), Preds[B].begin(), Preds[B].end());
  }
  return Body;
}

void TaskActions::findLoops() {
  const std::vector<uint32_t> Order = reversePostOrder(Fn);
  std::vector<std::vector<uint32_t>> Preds(Fn.Blocks.size());
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t S : Fn.Blocks[B].End.Succs)
      Preds[S].push_back(B);
  for (uint32_t Head = 0; Head < Fn.Blocks.size(); ++Head) {
    const Terminator &End = Fn.Blocks[Head].End;
    if (!End.isLoop() || End.Succs.size() != 2)
      continue;
    const std::unordered_set<uint32_t> Body = bodyOf(Head, Preds, Order);
    std::vector<uint32_t> InOrder(Body.begin(), Body.end());
    std::sort(InOrder.begin(), InOrder.end());
    LoopEnds Ends;
    for (uint32_t B : InOrder)
      for (uint32_t I = 0; I < Actions[B].size(); ++I) {
        for (const TaskAction &A : Actions[B][I])
          if ((A.K == TaskAction::Finish || A.K == TaskAction::Assume) &&
              !Body.contains(Items[A.Item].Call.Block))
            Ends.Finished.push_back(A.Item);
        if (Waits.contains({Me, B, I}))
          Ends.Waits.push_back({Me, B, I});
      }
    if (!Ends.Finished.empty() || !Ends.Waits.empty())
      Loops.emplace(Head, std::move(Ends));
  }
}

} // namespace cotidy
