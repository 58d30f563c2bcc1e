//===- TaskFates.cpp - What becomes of a function's tasks -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskFates.h"
#include "program/LibraryModel.h"
#include "program/ProgramImpl.h"
#include "rules/Dataflow.h"
#include "rules/Wording.h"
#include <algorithm>

namespace cotidy {

TaskFates::TaskFates(const Program &Prog, FunctionId F, const Options &O,
                     TaskNames &Names, LateUses &Uses,
                     const std::vector<LentSummary> &Lent)
    : Prog(Prog), P(Prog.impl()), Fl(P.flow(F)), Fn(P.Functions[F]), Me(F),
      O(O), Names(Names), Lent(Lent),
      Items(collectHandOvers(Prog, F, Uses, Lent)) {
  // What becomes of a task that a caller gives, as if it referred to something.
  for (uint32_t I = 0; I < Fn.Params.size(); ++I)
    if (Fn.Params[I].Ty.Coroutine && !Fn.Coroutine) {
      HandOver H;
      H.Call = {Me, None, I};
      H.Later = H.Certain = true;
      Items.push_back(std::move(H));
    }
}

void TaskFates::suppose(EventRef Call, const Place &Owner) {
  HandOver H;
  H.Call = Call;
  H.Owner = Owner;
  H.Later = H.Certain = true;
  const Event &E = P.event(Call);
  for (FunctionId Callee : Fl.callees(E))
    H.Coroutine = Callee;
  if (H.Coroutine == None)
    H.Coroutine = P.find(E.Callee);
  Items.push_back(std::move(H));
}

/// The value that makes an item's task. Values past the function's own stand
/// for parameters.
uint32_t TaskFates::makerOf(const HandOver &H) const {
  if (H.Call.Block == None)
    return Fn.NumValues + H.Call.Index;
  return P.event(H.Call).Result;
}

static bool add(std::vector<uint32_t> &Into,
                const std::vector<uint32_t> &From) {
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

TaskFates::Makers TaskFates::carriedBy(const Place &Where) const {
  if (Where.Base == Place::Value)
    return Where.Index < Carried.size() ? Carried[Where.Index] : Makers();
  auto It = RootCarries.find({Where.Base, Where.Index});
  return It == RootCarries.end() ? Makers() : It->second;
}

TaskFates::Makers TaskFates::carriedBy(const Argument &A) const {
  // A copied number carries nothing, wherever it was read.
  if (A.How == Passing::Value || A.How == Passing::Variadic)
    if (const EventRef Made = Fl.definition(A.Val);
        Made.isValid() && givesNumber(P.event(Made)))
      return {};
  Makers All = carriedBy(A.From);
  if (A.Val < Carried.size())
    add(All, Carried[A.Val]);
  return All;
}

TaskFates::Makers TaskFates::carriedByAll(const Event &Call) const {
  Makers All;
  for (const Argument &A : Call.Args)
    add(All, carriedBy(A));
  if (Call.Receiver && !callsMaker(Call))
    add(All, carriedBy(*Call.Receiver));
  return All;
}

bool TaskFates::isMaker(ValueId V) const { return ItemsOf.contains(V); }

/// Is a closure called whose coroutine makes a task of its own?
bool TaskFates::callsMaker(const Event &E) const {
  for (FunctionId Callee : Fl.callees(E))
    if (P.Functions[Callee].Lambda)
      return true;
  return false;
}

/// Can the result hold a task at all?
bool TaskFates::isNews(const Event &E) const {
  return E.Result != None && !givesNumber(E) &&
         (E.ResultType.Class != TypeClass::Void ||
          E.ResultType.Spelling.empty());
}

bool TaskFates::carryEvent(const Event &E) {
  auto Into = [&](ValueId V, const Makers &From) {
    return V < Carried.size() && !From.empty() && add(Carried[V], From);
  };
  auto IntoPlace = [&](const Place &To, const Makers &From) {
    if (From.empty())
      return false;
    bool Grew = false;
    for (const Place &Real : Fl.resolve(To))
      if (Real.Base != Place::Value && Real.Base != Place::Unknown)
        Grew |= add(RootCarries[{Real.Base, Real.Index}], From);
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
      for (ValueId V : E.Operands)
        if (V < Carried.size())
          Grew |= Into(E.Result, Makers(Carried[V]));
    break;
  case Event::Closure:
    Grew |= Into(E.Result, carriedByAll(E));
    break;
  case Event::Store:
    for (ValueId V : E.Operands)
      if (V < Carried.size())
        Grew |= IntoPlace(E.Target, Makers(Carried[V]));
    break;
  case Event::Call: {
    if (E.Why == Implicit::AwaitProtocol || E.Why == Implicit::Destructor)
      break;
    const Makers All = carriedByAll(E);
    if (All.empty())
      break;
    if (isNews(E))
      Grew |= Into(E.Result, All);
    if (!E.Receiver)
      break;
    // What goes into an object's method may stay in the object.
    Makers Args;
    for (const Argument &A : E.Args)
      add(Args, carriedBy(A));
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

void TaskFates::carry() {
  Carried.assign(Fn.NumValues, {});
  for (uint32_t I = 0; I < Items.size(); ++I) {
    ItemsOf[makerOf(Items[I])].push_back(I);
    if (Items[I].Call.Block == None)
      RootCarries[{Place::Parameter, Items[I].Call.Index}] = {
          makerOf(Items[I])};
  }
  for (int Round = 0; Round < 12; ++Round) {
    bool Grew = false;
    for (const Block &B : Fn.Blocks)
      for (const Event &E : B.Events)
        Grew |= carryEvent(E);
    if (!Grew)
      break;
  }
  MadeOf.resize(Fn.Locals.size());
  for (const Block &B : Fn.Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Store && E.Storing == StoreKind::Init &&
          E.Target.Base == Place::Local && E.Target.isWhole())
        MadeOf[E.Target.Index] = E.Operands;
  for (const auto &[Holder, What] : RootCarries)
    for (uint32_t M : What)
      CarriedIn[M].push_back(Holder);
}

//===----------------------------------------------------------------------===//
// Which objects an event has to do with
//===----------------------------------------------------------------------===//

static bool mentions(std::string_view Name,
                     std::initializer_list<std::string_view> Words) {
  std::string Lower;
  for (char C : Name)
    Lower += C >= 'A' && C <= 'Z' ? static_cast<char>(C - 'A' + 'a') : C;
  return std::any_of(Words.begin(), Words.end(), [&](std::string_view Word) {
    return Lower.find(Word) != Lower.npos;
  });
}

/// Does a class stand for the clock or the outer world, which no task is?
static bool isDevice(std::string_view Record) {
  return mentions(Record, {"timer", "socket", "stream", "acceptor", "resolve"});
}

void TaskFates::addRoot(std::vector<Root> &Into, const Place &Where) const {
  if (Where.Base == Place::Unknown || Where.Base == Place::Value)
    return;
  // Tokens and tags: detached, use_awaitable.
  if (Where.Base == Place::Global && P.Globals[Where.Index].Constant)
    return;
  const Root R{Where.Base, Where.Base == Place::This ? 0 : Where.Index};
  if (std::find(Into.begin(), Into.end(), R) == Into.end())
    Into.push_back(R);
}

void TaskFates::rootsOf(const Argument &A, std::vector<Root> &Into,
                        int Depth) const {
  if (A.From.Base != Place::Unknown) {
    addRoot(Into, A.From);
    const PlaceSet Objects = Fl.resolve(A.From);
    for (const Place &Real : Objects)
      addRoot(Into, Real);
    // A handle has to do with what it was made of: a strand with its context.
    if (A.From.Base == Place::Local && A.From.Index < MadeOf.size() &&
        Depth > 0 && !isDevice(Fn.Locals[A.From.Index].Ty.Record))
      for (ValueId V : MadeOf[A.From.Index])
        rootsOf(V, Into, Depth - 1);
    // A closure has to do with what it captures.
    if (Depth > 0)
      for (const Place &Held : Fl.contents(Objects))
        if (const Event *E = Fl.maker(Held); E && E->K == Event::Closure)
          for (const Argument &Captured : E->Args)
            rootsOf(Captured, Into, Depth - 1);
    if (A.From.Base == Place::Value)
      rootsOf(A.From.Index, Into, Depth);
  }
  rootsOf(A.Val, Into, Depth);
}

void TaskFates::rootsOf(ValueId V, std::vector<Root> &Into, int Depth) const {
  const EventRef Made = Fl.definition(V);
  if (Depth == 0 || !Made.isValid())
    return;
  for (const Place &Real : Fl.pointees(V)) {
    addRoot(Into, Real);
    if (Real.Base == Place::Value && Real.Index != V)
      rootsOf(Real.Index, Into, Depth - 1);
  }
  const Event &E = P.event(Made);
  switch (E.K) {
  case Event::Load:
    // A number is no object, only a copy of one.
    if (givesNumber(E) && E.Target.Base != Place::Value)
      return;
    [[fallthrough]];
  case Event::Borrow:
    addRoot(Into, E.Target);
    return;
  case Event::Op:
    for (ValueId Operand : E.Operands)
      rootsOf(Operand, Into, Depth - 1);
    return;
  case Event::Call:
  case Event::Closure:
    for (const Argument &A : E.Args)
      rootsOf(A, Into, Depth - 1);
    if (E.Receiver)
      rootsOf(*E.Receiver, Into, Depth - 1);
    return;
  default:
    return;
  }
}

std::vector<TaskFates::Root> TaskFates::rootsOf(const Event &E) const {
  std::vector<Root> Roots;
  constexpr int Deepest = 4;
  for (const Argument &A : E.Args)
    rootsOf(A, Roots, Deepest);
  if (E.Receiver)
    rootsOf(*E.Receiver, Roots, Deepest);
  for (ValueId V : E.Operands)
    rootsOf(V, Roots, Deepest);
  return Roots;
}

/// Has an event that works on \p Roots to do with what the item's task has to
/// do with? What the function itself is lent is one environment.
bool TaskFates::shares(const std::vector<Root> &Roots, uint32_t Item) const {
  auto It = Related.find(makerOf(Items[Item]));
  if (It == Related.end())
    return false;
  auto Outside = [](const Root &R) { return R.first != Place::Local; };
  for (const Root &Mine : It->second)
    for (const Root &Other : Roots)
      if (Mine == Other || (Outside(Mine) && Outside(Other)))
        return true;
  return false;
}

/// May the event be a wait for the item's task, by a signal that the task
/// gives or by what runs it?
bool TaskFates::waitsPerhaps(const Event &E, const std::vector<Root> &Roots,
                             uint32_t Item) const {
  if (E.K == Event::Suspend) {
    if (Roots.empty())
      return false;
    if (shares(Roots, Item))
      return true;
    // Something of this function's own; a signal unless it is known better.
    std::string Name = E.AwaitableRecord;
    for (ValueId V : E.Operands)
      if (const EventRef Made = Fl.definition(V); Made.isValid())
        Name += ' ' + P.event(Made).CalleeName;
    for (const Root &R : Roots) {
      const Type *T = Fl.typeOf({R.first, R.second, {}});
      if (T && T->Coroutine) // a task that has nothing to do with it
        return false;
      if (T)
        Name += ' ' + T->Record;
    }
    return !isDevice(Name) &&
           !mentions(Name, {"sleep", "delay", "yield", "schedule", "connect",
                            "listen", "read", "write", "send"});
  }
  if (mentions(lastComponent(E.CalleeName), {"sleep"}))
    return true;
  return Roots.empty() ? E.Args.empty() : shares(Roots, Item);
}

/// Could the event wait for anything at all, by what it is?
bool TaskFates::mayWait(const Event &E) const {
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
           mentions(lastComponent(E.CalleeName),
                    {"wait",   "join",     "run",      "drain",   "flush",
                     "stop",   "shutdown", "close",    "sync",    "exec",
                     "poll",   "until",    "loop",     "spin",    "finish",
                     "cancel", "request",  "complete", "get",     "process",
                     "arrive", "acquire",  "recv",     "receive", "sleep",
                     "done",   "end",      "dispatch"});
  }
}

/// Is it an object by whose end the tasks that it runs have ended?
bool TaskFates::ownsTasks(const Root &R) const {
  if (R.first != Place::Local)
    return false;
  const Type &T = Fn.Locals[R.second].Ty;
  return !T.Reference && (T.Class == TypeClass::Handle || T.MoveOnly) &&
         !isDevice(T.Record);
}

//===----------------------------------------------------------------------===//
// What each event does to tasks
//===----------------------------------------------------------------------===//

void TaskFates::act(EventRef At, const Makers &On, Action::Kind K) {
  std::vector<Action> &Here = Actions[At.Block][At.Index];
  for (uint32_t Maker : On)
    if (auto It = ItemsOf.find(Maker); It != ItemsOf.end())
      for (uint32_t Item : It->second)
        Here.push_back({K, Item});
}

/// Does the destructor end the frame, so that nothing runs on?
bool TaskFates::destroysFrame(const Event &E) const {
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
bool TaskFates::resumes(const Event &E) const {
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

/// Was the task moved out of what held it, as far as the text tells?
bool TaskFates::heldElsewhere(uint32_t Maker, const Place &Holder) const {
  if (Moved.contains(Maker))
    return true;
  auto It = CarriedIn.find(Maker);
  return It != CarriedIn.end() &&
         std::any_of(It->second.begin(), It->second.end(), [&](const Root &R) {
           return R != Root{Holder.Base, Holder.Index};
         });
}

void TaskFates::decideDestructor(EventRef At, const Event &E) {
  if (!E.Receiver)
    return;
  const Place &Object = E.Receiver->From;
  Destructed.insert({Object.Base, Object.Index});
  if (Object.Base == Place::Value && !isMaker(Object.Index))
    return;
  // What was handed on has been emptied.
  Makers On = carriedBy(Object);
  const bool Erases = !On.empty() && destroysFrame(E);
  if (Erases)
    Erased.insert(On.begin(), On.end());
  std::erase_if(On, [&](uint32_t M) { return heldElsewhere(M, Object); });
  act(At, On, Erases ? Action::Erase : Action::Destroy);
}

void TaskFates::decideCall(EventRef At, const Event &E) {
  if (E.Why == Implicit::Destructor)
    return decideDestructor(At, E);
  if (E.Why == Implicit::AwaitProtocol)
    return;
  const Makers All = carriedByAll(E);
  for (const Argument &A : E.Args)
    if (!E.Constructor && !libraryCall(E) &&
        (A.How == Passing::Value || A.How == Passing::RValueReference))
      for (uint32_t M : carriedBy(A))
        Moved.insert(M);
  const std::vector<FunctionId> Callees = Fl.callees(E);
  switch (All.empty() ? TaskNames::Other : Names.kind(P, E)) {
  case TaskNames::Combinator:
    if (matchesName(O.AbandoningCombinators, E.CalleeName))
      Abandoned.insert(All.begin(), All.end());
    return;
  case TaskNames::Join:
    return act(At, All, Action::Finish);
  case TaskNames::Spawner: {
    std::vector<Root> Runs;
    constexpr int Deepest = 4;
    auto Consider = [&](const Argument &A) {
      if (carriedBy(A).empty() ||
          (E.Receiver && &A == &*E.Receiver && !E.Args.empty()))
        rootsOf(A, Runs, Deepest);
    };
    for (const Argument &A : E.Args)
      Consider(A);
    if (E.Receiver)
      Consider(*E.Receiver);
    Makers Started;
    for (const Argument &A : E.Args)
      add(Started, carriedBy(A));
    if (Started.empty())
      Started = All;
    for (uint32_t M : Started)
      for (const Root &R : Runs) {
        auto &List = Executors[M];
        if (std::find(List.begin(), List.end(), R) == List.end())
          List.push_back(R);
      }
    if (E.Receiver && resumes(E))
      act(At, carriedBy(*E.Receiver), Action::RunFirst);
    return act(At, Started, Action::Start);
  }
  case TaskNames::Other:
    break;
  }
  // A result that is asked for, or a future's, is waited for.
  if (const std::string_view Name = lastComponent(E.CalleeName);
      E.Receiver && (Name == "get" || Name == "result") && !libraryCall(E) &&
      !callsMaker(E))
    act(At, carriedBy(*E.Receiver), Action::Finish);
  if (E.Result != None && isMaker(E.Result))
    act(At, {E.Result}, Action::Make);
  // A method of the task's own, a generator's next() say, runs it on.
  if (E.Receiver && !E.Constructor && !callsMaker(E)) {
    if (resumes(E))
      act(At, carriedBy(*E.Receiver), Action::Resume);
    else if (!E.ConstMethod)
      for (const Place &Object : Fl.resolve(E.Receiver->From))
        if (const Type *T = Fl.typeOf(Object); T && T->Coroutine) {
          act(At, carriedBy(*E.Receiver), Action::Use);
          break;
        }
  }
  if (All.empty())
    return;
  if (!Callees.empty()) {
    for (FunctionId Callee : Callees) {
      const Function &Body = P.Functions[Callee];
      if (Body.Coroutine) { // it runs what it is given
        if (!Body.LazyStart)
          for (const Argument &A : E.Args)
            act(At, carriedBy(A), Action::Start);
        continue;
      }
      for (uint32_t I = 0; I < E.Args.size(); ++I) {
        const Makers Given = carriedBy(E.Args[I]);
        if (Given.empty() || I >= Lent[Callee].TaskParams.size())
          continue;
        const unsigned Fate = Lent[Callee].TaskParams[I];
        if (Fate & Loose)
          act(At, Given, Action::Start);
        else if (Fate & Kept)
          act(At, Given, Action::Keep);
        else if (Fate & Maybe)
          act(At, Given, Action::Lose);
        else if (Fate & (Finished | Ended))
          act(At, Given, Action::Assume);
      }
    }
    return;
  }
  if (libraryCall(E)) {
    if (E.Receiver && libraryCall(E)->Keeps)
      for (const Place &Into : Fl.resolve(E.Receiver->From))
        if (Into.Base != Place::Local && Into.Base != Place::Value &&
            !E.Args.empty())
          for (const Argument &A : E.Args)
            act(At, carriedBy(A), Action::Keep);
    return;
  }
  // Nobody saw what it does. What gives something that may hold the task passes
  // it on.
  Makers Args;
  for (const Argument &A : E.Args)
    add(Args, carriedBy(A));
  if (Args.empty())
    return;
  if (E.Constructor || isNews(E)) {
    if (!E.CalleeStd)
      PassedOn.insert(Args.begin(), Args.end());
    return;
  }
  act(At, Args, Action::Lose);
}

void TaskFates::decide() {
  Actions.resize(Fn.Blocks.size());
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    Actions[B].resize(Fn.Blocks[B].Events.size());
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      const EventRef At{Me, B, I};
      if (mayWait(E))
        Waits.emplace(At, rootsOf(E));
      switch (E.K) {
      case Event::Call:
        decideCall(At, E);
        break;
      case Event::Closure:
        if (isMaker(E.Result))
          act(At, {E.Result}, Action::Make);
        break;
      case Event::Suspend: {
        Makers Awaited;
        for (ValueId V : E.Operands)
          if (V < Carried.size())
            add(Awaited, Carried[V]);
        if (E.Suspending == SuspendKind::Await) {
          Makers Known, Unknown;
          for (uint32_t M : Awaited)
            (PassedOn.contains(M) ? Unknown : Known).push_back(M);
          act(At, Known, Action::Finish);
          act(At, Unknown, Action::Assume);
        } else if (E.Suspending == SuspendKind::Yield) {
          act(At, Awaited, Action::Lose);
        }
        break;
      }
      case Event::Store: {
        Makers Stored;
        for (ValueId V : E.Operands)
          if (V < Carried.size())
            add(Stored, Carried[V]);
        if (Stored.empty())
          break;
        for (const Place &To : Fl.resolve(E.Target))
          if (To.Base != Place::Local && To.Base != Place::Value)
            act(At, Stored, Action::Keep);
        break;
      }
      case Event::Return:
        for (ValueId V : E.Operands) {
          if (V >= Carried.size())
            continue;
          Makers Returned;
          const EventRef Made = Fl.definition(V);
          const bool Task =
              Made.isValid() && P.event(Made).ResultType.Coroutine;
          for (uint32_t M : Carried[V])
            if (M >= Fn.NumValues || P.event(Fl.definition(M)).K == Event::Call)
              if (Task ||
                  std::find(Fl.pointees(V).begin(), Fl.pointees(V).end(),
                            Place{Place::Value, M, {}}) != Fl.pointees(V).end())
                Returned.push_back(M);
          act(At, Returned, Action::Return);
        }
        break;
      default:
        break;
      }
    }
  }
}

/// The blocks from a loop's first one back to its head.
std::vector<bool>
TaskFates::bodyOf(uint32_t Head,
                  const std::vector<std::vector<uint32_t>> &Preds) {
  std::vector<bool> From(Fn.Blocks.size()), Body(Fn.Blocks.size());
  std::vector<uint32_t> Open{Fn.Blocks[Head].End.Succs[0]};
  for (size_t I = 0; I < Open.size(); ++I) {
    const uint32_t B = Open[I];
    if (B == Head || From[B])
      continue;
    From[B] = true;
    const std::vector<uint32_t> &Succs = Fn.Blocks[B].End.Succs;
    Open.insert(Open.end(), Succs.begin(), Succs.end());
  }
  Open = Preds[Head];
  for (size_t I = 0; I < Open.size(); ++I) {
    const uint32_t B = Open[I];
    if (!From[B] || Body[B])
      continue;
    Body[B] = true;
    Open.insert(Open.end(), Preds[B].begin(), Preds[B].end());
  }
  return Body;
}

void TaskFates::findLoops() {
  std::vector<std::vector<uint32_t>> Preds(Fn.Blocks.size());
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    for (uint32_t S : Fn.Blocks[B].End.Succs)
      Preds[S].push_back(B);
  for (uint32_t Head = 0; Head < Fn.Blocks.size(); ++Head) {
    const Terminator &End = Fn.Blocks[Head].End;
    if (!End.isLoop() || End.Succs.size() != 2)
      continue;
    const std::vector<bool> Body = bodyOf(Head, Preds);
    LoopEnds Ends;
    for (uint32_t B = 0; B < Body.size(); ++B) {
      if (!Body[B])
        continue;
      for (uint32_t I = 0; I < Actions[B].size(); ++I) {
        for (const Action &A : Actions[B][I])
          if ((A.K == Action::Finish || A.K == Action::Assume) &&
              (Items[A.Item].Call.Block == None ||
               !Body[Items[A.Item].Call.Block]))
            Ends.Finished.push_back(A.Item);
        if (Waits.contains({Me, B, I}))
          Ends.Waits.push_back({Me, B, I});
      }
    }
    if (!Ends.Finished.empty() || !Ends.Waits.empty())
      Loops.emplace(Head, std::move(Ends));
  }
}

//===----------------------------------------------------------------------===//
// Along the paths
//===----------------------------------------------------------------------===//

std::string TaskFates::taskName(uint32_t Item) const {
  const FunctionId F = Items[Item].Coroutine;
  if (F == None)
    return "the task";
  return P.Functions[F].Lambda ? "the lambda" : "'" + nameOf(Prog, F) + "'";
}

void TaskFates::worsen(uint32_t Item, Safety Is, std::string Reason,
                       Location Where, EventRef Start, bool AtReturn) {
  if (!Reporting)
    return;
  // In main, what still runs when it ends does not run for long.
  if (Fn.Main && Is > Safety::Unproven)
    Is = Safety::Unproven;
  LifetimeProof &Proof = Proofs[Item];
  if (!Proof.Reason.empty() && Is <= Proof.Is)
    return;
  Proof = {Is, std::move(Reason), Where, Start, AtReturn};
}

/// A lazy coroutine that yields runs only while somebody asks it for more.
bool TaskFates::isGenerator(FunctionId F) const {
  if (F == None || !P.Functions[F].LazyStart)
    return false;
  for (const Block &B : P.Functions[F].Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Suspend && E.Suspending == SuspendKind::Yield)
        return true;
  return false;
}

/// How sure it is that a task that is left running uses what has ended.
Safety TaskFates::looseness(const HandOver &H, const Standing &Is) const {
  const bool Only = (Is.Fate & ~(Loose | Running)) == 0;
  if (H.LeakIs != Safety::Safe && H.LeakIs < Safety::Dangles)
    return H.LeakIs;
  // An object that is given itself may wait as it ends.
  if (H.As == Place::This && Destructed.contains({H.Owner.Base, H.Owner.Index}))
    return Safety::Unproven;
  if (H.As == Place::This && H.Leak.isValid())
    if (const Type *T = Fl.typeOf(H.Owner);
        T && (T->MoveOnly || T->HasMutex || T->Class == TypeClass::Handle))
      return Safety::Unproven;
  if (!H.Later) {
    // It may have run up to its first suspension before its starter goes on.
    static const std::vector<std::string> Posting = {
        "co_spawn", "post", "defer", "std::*thread::*", "std::async"};
    return Is.Start.isValid() &&
                   matchesName(Posting, P.event(Is.Start).CalleeName)
               ? Safety::Suspected
               : Safety::Unproven;
  }
  return Only && H.Certain && !PassedOn.contains(makerOf(H)) &&
                 !(Is.Fate & Running)
             ? Safety::Dangles
             : Safety::Suspected;
}

/// What is known of an item where its object ends.
void TaskFates::conclude(uint32_t Item, const Standing &Is) {
  const HandOver &H = Items[Item];
  const Location Where = Is.Start.isValid()     ? P.event(Is.Start).Loc
                         : H.Call.Block != None ? P.event(H.Call).Loc
                                                : Location();
  if (Reporting && !(Is.Fate & ~(Finished | Ended)))
    Waited[Item] = true;
  const std::string Name = taskName(Item);
  if (Is.Fate & (Loose | Running))
    return worsen(Item, looseness(H, Is),
                  Name + ((Is.Fate & ~(Loose | Running))
                              ? " is left running on some path"
                              : " is left running"),
                  Where, Is.Start);
  if (Is.Fate & Kept)
    return worsen(Item, Safety::Suspected, Name + " is kept in what lives on",
                  Where, Is.Start);
  if (Is.Fate & Maybe)
    return worsen(Item, Safety::Unproven, "nobody knows what waits for " + Name,
                  Where, Is.Start);
  if (Is.Fate & Ended)
    return worsen(Item, Safety::Assumed,
                  Name + " ends with what it was given to", Where, Is.Start);
  worsen(Item, Safety::Safe,
         !(Is.Fate & Finished) ? Name + " is never started"
         : H.Later             ? Name + " is waited for first"
                               : Name + " is done with it first",
         Where, Is.Start);
}

void TaskFates::apply(State &S, EventRef At, const Action &A) {
  Standing &Is = S[A.Item];
  const HandOver &H = Items[A.Item];
  const unsigned Live = Idle | Running | Loose | Kept | Maybe;
  auto Move = [&](unsigned From, unsigned To) {
    if (Is.Fate & From) {
      Is.Fate = (Is.Fate & ~From) | To;
      Is.Start = At;
    }
  };
  // A task that was not started is used although what it refers to has ended.
  auto Late = [&](Safety How, const char *What) {
    if (Is.Fate & IdleDead) {
      worsen(A.Item,
             Is.Fate == IdleDead && H.Certain
                 ? How
                 : std::min(How, Safety::Suspected),
             taskName(A.Item) + What, P.event(At).Loc, At);
      Is.Fate &= ~IdleDead;
    }
  };
  switch (A.K) {
  case Action::Make: {
    const unsigned Others = Is.Fate & (Loose | Kept | Maybe | IdleDead);
    Is.Start = Others ? Is.Start : EventRef();
    unsigned New = Idle;
    const bool Call = P.event(At).K == Event::Call;
    if (H.Leak.isValid() && !H.Returned && Call) {
      bool Runs = true; // at once, unless only the task itself leaks
      for (FunctionId Callee : Fl.callees(P.event(At)))
        Runs &=
            !P.Functions[Callee].Coroutine || !P.Functions[Callee].LazyStart;
      New = Runs ? Loose : Idle;
    } else if (Call && H.Coroutine != None &&
               !P.Functions[H.Coroutine].LazyStart) {
      New = Prog.usersOf(Me, makerOf(H)).empty() ? Loose : Running;
    } else if (H.Returned && H.Running) {
      New = Running;
    }
    if (New != Idle)
      Is.Start = At;
    Is.Fate = Others | New;
    Is.MadeIn = Others ? None : At.Block;
    return;
  }
  case Action::Resume:
  case Action::RunFirst:
    if (H.Later && isGenerator(H.Coroutine)) // runs when it is asked
      return Late(Safety::Suspected, " is used after it ended");
    Late(Safety::Dangles, " is resumed after it ended");
    // All that it does with the object it has done at its first suspension.
    if (!H.Later)
      return Move(Idle, Finished);
    if (A.K == Action::Resume)
      Move(Idle, Running);
    return;
  case Action::Start:
    Late(Safety::Dangles, " is started after it ended");
    return Move(Idle | Running, Loose);
  case Action::Finish:
  case Action::Assume:
    Late(Safety::Dangles, " is awaited after it ended");
    if (H.Leak.isValid() && !H.Returned) // now its own task runs
      return Move(Idle, Loose);
    // Whatever an abandoned task does first it has done.
    if (A.K == Action::Finish && H.Later && Abandoned.contains(makerOf(H))) {
      Move(Live, Finished | Loose);
      return;
    }
    Is.Fate = (Is.Fate & ~Live) |
              (Is.Fate & Live ? (A.K == Action::Finish ? Finished : Ended) : 0);
    // Made and ended without a branch between: nothing is left to follow.
    if (Is.MadeIn == At.Block && !(Is.Fate & ~(Finished | Ended))) {
      if (Is.Fate)
        conclude(A.Item, Is);
      S.erase(A.Item);
    }
    return;
  case Action::Keep:
    Late(Safety::Suspected, " is kept after it ended");
    return Move(Idle | Running, Kept);
  case Action::Lose:
    if (isGenerator(H.Coroutine)) // runs when it is asked, and no further
      return;
    Late(Safety::Unproven, " is handed on after it ended");
    return Move(Idle | Running | Loose | Kept, Maybe);
  case Action::Use:
    if (Is.Fate & IdleDead)
      return Late(Safety::Suspected, " is used after it ended");
    return;
  case Action::Destroy:
  case Action::Erase:
    if (Is.Fate & (Idle | IdleDead))
      Is.Fate = (Is.Fate & ~(Idle | IdleDead)) | Finished;
    return Move(Running, A.K == Action::Erase ? Finished : Loose);
  case Action::Return: {
    if (!(Is.Fate & (Live | IdleDead)))
      return;
    const bool Own = !isLent(H.Owner) && H.Owner.Base != Place::Unknown;
    if (H.Call.Block == None || (H.Leak.isValid() && !H.Returned)) {
      // A parameter's task, or one that is no part of what is returned.
    } else if (Own || (Is.Fate & IdleDead)) {
      worsen(A.Item,
             H.Certain && !PassedOn.contains(makerOf(H)) ? Safety::Dangles
                                                         : Safety::Suspected,
             taskName(A.Item) + " is returned", P.event(At).Loc, At,
             /*AtReturn=*/true);
    } else if (H.Owner.Base == Place::Unknown && !isLent(H.Owner)) {
      worsen(A.Item, Safety::Dangles, taskName(A.Item) + " is returned",
             P.event(At).Loc, At, /*AtReturn=*/true);
    } else if (Reporting) {
      Result.Returned.push_back({H.Owner.Base, H.Owner.Index, H.Coroutine, At,
                                 Safety::Safe, H.As, H.Index,
                                 (Is.Fate & Live) == Running});
      worsen(A.Item, Safety::Safe, taskName(A.Item) + " is the caller's",
             P.event(At).Loc, At, /*AtReturn=*/true);
    }
    Is.Fate = 0;
    return;
  }
  }
}

void TaskFates::endOwner(State &S, const Root &Owner) {
  auto Ends = EndsWith.find(Owner);
  if (Ends == EndsWith.end())
    return;
  for (uint32_t Item : Ends->second) {
    Standing *Known = S.find(Item);
    if (!Known || Known->Fate == 0)
      continue;
    Standing &Is = *Known;
    if (Is.Fate & ~(Idle | IdleDead))
      conclude(Item, Is);
    else
      worsen(Item, Safety::Safe, taskName(Item) + " has not started",
             P.event(Items[Item].Call).Loc, {});
    // What holds it may still run it on.
    Is.Fate = Is.Fate & (Idle | IdleDead | Running) ? IdleDead : 0;
    if (!Is.Fate)
      S.erase(Item);
  }
}

void TaskFates::leave(State &S) {
  for (auto &[Item, Is] : S) {
    const HandOver &H = Items[Item];
    if (Is.Fate == 0)
      continue;
    if (H.Call.Block == None) { // a parameter's task
      if (Reporting)
        Result.TaskParams[H.Call.Index] |= Is.Fate;
      continue;
    }
    if (H.Owner.Base == Place::Local || H.Owner.Base == Place::Value)
      continue;
    conclude(Item, Is);
    if (!Reporting || !isLent(H.Owner) ||
        !(Is.Fate & (Loose | Running | Kept | Maybe)))
      continue;
    const Safety How = Is.Fate & (Loose | Running) ? looseness(H, Is)
                       : Is.Fate & Kept            ? Safety::Suspected
                                                   : Safety::Unproven;
    Result.Leaks.push_back({H.Owner.Base, H.Owner.Index, H.Coroutine,
                            Is.Start.isValid() ? Is.Start : H.Call, How, H.As,
                            H.Index});
  }
}

/// A loop that looks at what a task was given may wait for it.
void TaskFates::loopCondition(State &S, const Block &B) {
  if (!B.End.isLoop() || B.End.Condition == None || S.empty())
    return;
  std::vector<Root> Read;
  std::vector<ValueId> Open{B.End.Condition};
  for (size_t I = 0; I < Open.size() && I < 16; ++I) {
    const EventRef Made = Fl.definition(Open[I]);
    if (!Made.isValid())
      continue;
    const Event &E = P.event(Made);
    addRoot(Read, E.Target);
    for (ValueId V : E.Operands)
      Open.push_back(V);
    if (E.Receiver)
      addRoot(Read, E.Receiver->From);
    for (const Argument &A : E.Args)
      addRoot(Read, A.From);
  }
  // Nobody but others can change an atomic that a loop looks at.
  const bool Atomic = std::any_of(Read.begin(), Read.end(), [&](const Root &R) {
    const Type *T = Fl.typeOf({R.first, R.second, {}});
    return T && (T->Class == TypeClass::Atomic || T->Class == TypeClass::Sync);
  });
  for (auto &[Item, Is] : S)
    if ((Is.Fate & (Loose | Running | Kept)) && (Atomic || shares(Read, Item)))
      Is.Fate = (Is.Fate & ~(Loose | Running | Kept)) | Maybe;
}

/// Something that may wait for tasks, on what it works on.
void TaskFates::wait(State &S, const Event &E, const std::vector<Root> &Roots) {
  const bool Join = E.K == Event::Call && Names.kind(P, E) == TaskNames::Join;
  constexpr unsigned Out = Loose | Running | Kept;
  for (auto &[Item, Is] : S) {
    if (!(Is.Fate & (Out | Maybe)))
      continue;
    auto Runs = Executors.find(makerOf(Items[Item]));
    const bool Same =
        Runs == Executors.end()
            ? Roots.empty()
            : std::any_of(Roots.begin(), Roots.end(), [&](const Root &R) {
                return std::find(Runs->second.begin(), Runs->second.end(), R) !=
                       Runs->second.end();
              });
    if (Join && Same)
      Is.Fate = (Is.Fate & ~(Out | Maybe)) | Finished;
    else if ((Is.Fate & Out) && (Join || waitsPerhaps(E, Roots, Item)))
      Is.Fate = (Is.Fate & ~Out) | Maybe;
  }
}

void TaskFates::step(State &S, EventRef At, const Event &E) {
  if (!S.empty())
    if (auto It = Waits.find(At); It != Waits.end())
      wait(S, E, It->second);
  for (const Action &A : Actions[At.Block][At.Index])
    apply(S, At, A);
  if (E.K == Event::ScopeEnd) {
    const Root Ended{E.Target.Base, E.Target.Index};
    // What runs tasks has ended them.
    if (ownsTasks(Ended))
      for (auto &[Item, Is] : S)
        if (auto Runs = Executors.find(makerOf(Items[Item]));
            Runs != Executors.end() &&
            std::find(Runs->second.begin(), Runs->second.end(), Ended) !=
                Runs->second.end() &&
            (Is.Fate & (Loose | Kept | Maybe)))
          Is.Fate = (Is.Fate & ~(Loose | Kept | Maybe)) | TaskFate::Ended;
    // The last holder of a task that has no destructor to be seen.
    if (auto Holds = RootCarries.find(Ended); Holds != RootCarries.end())
      for (uint32_t M : Holds->second) {
        if (!heldElsewhere(M, E.Target))
          for (uint32_t Item : ItemsOf[M])
            if (S.find(Item))
              apply(
                  S, At,
                  {Erased.contains(M) ? Action::Erase : Action::Destroy, Item});
      }
    endOwner(S, Ended);
  }
}

/// Adds what another way brings. True where that is news.
bool TaskFates::join(State &Into, const State &From) {
  bool Grew = false;
  std::vector<std::pair<uint32_t, Standing>> All;
  All.reserve(std::max(Into.All.size(), From.All.size()));
  auto Mine = Into.All.begin();
  auto Take = [&] {
    All.push_back(*Mine++);
    All.back().second.MadeIn = None;
  };
  for (const auto &[Item, Is] : From.All) {
    while (Mine != Into.All.end() && Mine->first < Item)
      Take();
    if (Mine == Into.All.end() || Mine->first != Item) {
      All.emplace_back(Item, Is);
      Grew |= Is.Fate != 0;
    } else {
      Take();
      Standing &Old = All.back().second;
      Grew |= (Old.Fate | Is.Fate) != Old.Fate;
      Old.Fate |= Is.Fate;
      if (!Old.Start.isValid())
        Old.Start = Is.Start;
    }
    All.back().second.MadeIn = None;
  }
  while (Mine != Into.All.end())
    Take();
  Into.All = std::move(All);
  return Grew;
}

/// A loop that waits for tasks is not left before it waited for all of them.
void TaskFates::leaveLoop(State &S, uint32_t Head) {
  auto It = Loops.find(Head);
  if (It == Loops.end())
    return;
  constexpr unsigned Live = Idle | Running | Loose | Kept | Maybe;
  for (uint32_t Item : It->second.Finished)
    if (Standing *Is = S.find(Item);
        Is && (Is->Fate & Live) && !Items[Item].Leak.isValid())
      Is->Fate = (Is->Fate & ~Live) | Finished;
  for (EventRef At : It->second.Waits)
    wait(S, P.event(At), Waits.at(At));
}

void TaskFates::transfer(State &S, uint32_t Block) {
  const cotidy::Block &B = Fn.Blocks[Block];
  for (uint32_t I = 0; I < B.Events.size(); ++I)
    step(S, {Me, Block, I}, B.Events[I]);
  loopCondition(S, B);
  if (B.End.Succs.empty())
    leave(S);
}

void TaskFates::run() {
  Result.TaskParams.assign(Fn.Params.size(), 0);
  Proofs.assign(Items.size(), {});
  Waited.assign(Items.size(), false);
  if (Items.empty())
    return;
  carry();
  decide();
  findLoops();
  for (uint32_t I = 0; I < Items.size(); ++I) {
    const HandOver &H = Items[I];
    EndsWith[{H.Owner.Base, H.Owner.Index}].push_back(I);
    if (H.Call.Block == None)
      continue;
    std::vector<Root> &List = Related[makerOf(H)];
    addRoot(List, H.Owner);
    for (const Root &R : rootsOf(P.event(H.Call)))
      if (std::find(List.begin(), List.end(), R) == List.end())
        List.push_back(R);
    if (auto Runs = Executors.find(makerOf(H)); Runs != Executors.end())
      for (const Root &R : Runs->second)
        if (std::find(List.begin(), List.end(), R) == List.end())
          List.push_back(R);
  }
  State Entry;
  for (uint32_t I = 0; I < Items.size(); ++I)
    if (Items[I].Call.Block == None)
      Entry[I] = {Idle, None, {}};
  const auto At = solveForward(
      Fn, Entry, [&](State &S, uint32_t B) { transfer(S, B); }, join,
      [&](State &S, uint32_t B, uint32_t Way) {
        if (Way == 1)
          leaveLoop(S, B);
      });
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B]) {
      State S = *At[B];
      transfer(S, B);
    }
  // Somewhere else it is waited for: this way out was forgotten.
  for (uint32_t I = 0; I < Items.size(); ++I)
    if (Waited[I] && Proofs[I].Is == Safety::Dangles) {
      Proofs[I].Is = Safety::Suspected;
      Proofs[I].Reason += " on some path";
    }
}

} // namespace cotidy
