//===- TaskFates.cpp - What becomes of a function's tasks -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TaskFates.h"
#include "rules/Dataflow.h"
#include "rules/FateVerdicts.h"
#include <algorithm>

namespace cotidy {

namespace {

constexpr unsigned Out = Loose | Delayed | Running | Kept;
constexpr unsigned Live = Out | Idle | Maybe;

class FateFollower {
public:
  FateFollower(const Program &Prog, FunctionId F, const Options &O,
               TaskNames &Names, WaitNames &WaitNames,
               const std::vector<HandOver> &Items,
               const Sparse<LentSummary> &Lent)
      : Prog(Prog), P(Prog.impl()), Fl(P.flow(F)), Fn(P.Functions[F]), Me(F),
        Names(Names), Items(Items), Carriers(P, F, Items),
        Waiting(P, F, O, Names, WaitNames),
        Does(P, F, O, Names, Items, Lent, Carriers, Waiting),
        Says(Prog, F, Items, Carriers, Does) {
    Result.TaskParams.assign(Fn.Params.size(), 0);
  }

  TaskFates run();

private:
  const Program &Prog;
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const FunctionId Me;
  TaskNames &Names;
  const std::vector<HandOver> &Items;
  const TaskCarriers Carriers;
  const TaskWaits Waiting;
  const TaskActions Does;
  FateVerdicts Says;
  LentSummary Result;
  bool Reporting = false;
  std::vector<TaskHolders> Related; ///< by item: what its task has to do with
  std::map<TaskHolder, std::vector<uint32_t>> EndsWith; ///< items, by owner

  void relate();
  void say(uint32_t Item, Safety Is, const char *What, EventRef At,
           bool AtReturn = false);
  void conclude(uint32_t Item, const TaskStanding &Is);
  void apply(TaskStates &S, EventRef At, const TaskAction &A);
  void make(TaskStanding &Is, EventRef At, const HandOver &H) const;
  void giveBack(TaskStanding &Is, EventRef At, uint32_t Item);
  void scopeEnd(TaskStates &S, EventRef At, const Place &Ended);
  void endOwner(TaskStates &S, const TaskHolder &Owner);
  bool givesTemporary(const HandOver &H) const;
  void leave(TaskStates &S);
  void loopCondition(TaskStates &S, const Block &B);
  void wait(TaskStates &S, const Event &E, const TaskHolders &On);
  bool runBy(uint32_t Item, const TaskHolder &H) const;
  void leaveLoop(TaskStates &S, uint32_t Head);
  void step(TaskStates &S, EventRef At, const Event &E);
  void transfer(TaskStates &S, uint32_t Block);
};

void FateFollower::say(uint32_t Item, Safety Is, const char *What, EventRef At,
                       bool AtReturn) {
  if (Reporting)
    Says.say(Item, Is, What, At, AtReturn);
}

void FateFollower::conclude(uint32_t Item, const TaskStanding &Is) {
  if (Reporting)
    Says.conclude(Item, Is);
}

/// A task is made: idle, unless it runs at once.
void FateFollower::make(TaskStanding &Is, EventRef At,
                        const HandOver &H) const {
  const unsigned Others = Is.Fate & (Loose | Delayed | Kept | Maybe | IdleDead);
  Is.Start = Others ? Is.Start : EventRef();
  unsigned New = Idle;
  const bool Call = P.event(At).K == Event::Call;
  if (H.Leak.isValid() && !H.Returned && Call) {
    bool Runs = true; // at once, unless only the task itself leaks
    for (FunctionId Callee : Fl.callees(P.event(At)))
      Runs &= !P.Functions[Callee].Coroutine || !P.Functions[Callee].LazyStart;
    New = Runs ? Loose : Idle;
  } else if (Call && H.Coroutine != None &&
             !P.Functions[H.Coroutine].LazyStart) {
    New = Prog.usersOf(Me, Carriers.makerOf(H)).empty() ? Loose : Running;
  } else if (H.Returned && H.Running) {
    New = Running;
  }
  if (New != Idle)
    Is.Start = At;
  Is.Fate = Others | New;
  Is.MadeIn = Others ? None : At.Block;
}

/// A task is returned.
void FateFollower::giveBack(TaskStanding &Is, EventRef At, uint32_t Item) {
  const HandOver &H = Items[Item];
  if (!(Is.Fate & (Live | IdleDead)))
    return;
  const bool Own = !isLent(H.Owner) && H.Owner.Base != Place::Unknown;
  if (H.Call.Block == None || (H.Leak.isValid() && !H.Returned)) {
    // A parameter's task, or one that is no part of what is returned.
  } else if (Own || (Is.Fate & IdleDead)) {
    say(Item, Says.certain(Item) ? Safety::Dangles : Safety::Suspected,
        " is returned", At, /*AtReturn=*/true);
  } else if (H.Owner.Base == Place::Unknown && !isLent(H.Owner)) {
    say(Item, Safety::Dangles, " is returned", At, /*AtReturn=*/true);
  } else if (Reporting) {
    Result.Returned.push_back({H.Owner.Base, H.Owner.Index, H.Coroutine, At,
                               Safety::Safe, H.As, H.Index,
                               (Is.Fate & Out) && !(Is.Fate & Idle)});
    say(Item, Safety::Safe, " is the caller's", At, /*AtReturn=*/true);
  }
  Is.Fate = 0;
}

void FateFollower::apply(TaskStates &S, EventRef At, const TaskAction &A) {
  TaskStanding &Is = S[A.Item];
  const HandOver &H = Items[A.Item];
  auto Move = [&](unsigned From, unsigned To) {
    if (Is.Fate & From) {
      Is.Fate = (Is.Fate & ~From) | To;
      Is.Start = At;
    }
  };
  // A task that was not started is used although what it refers to has ended.
  auto Late = [&](Safety How, const char *What) {
    if (Is.Fate & IdleDead) {
      say(A.Item,
          Is.Fate == IdleDead && H.Certain ? How
                                           : std::min(How, Safety::Suspected),
          What, At);
      Is.Fate &= ~IdleDead;
    }
  };
  switch (A.K) {
  case TaskAction::Make:
    return make(Is, At, H);
  case TaskAction::Resume:
  case TaskAction::RunFirst:
    if (H.Later && Says.isGenerator(H.Coroutine)) // runs when it is asked
      return Late(Safety::Suspected, " is used after it ended");
    Late(Safety::Dangles, " is resumed after it ended");
    // All that it does with the object it has done at its first suspension.
    if (!H.Later)
      return Move(Idle, Finished);
    if (A.K == TaskAction::Resume)
      Move(Idle, Running);
    return;
  case TaskAction::Start:
    Late(Safety::Dangles, " is started after it ended");
    return Move(Idle | Running, Loose);
  case TaskAction::Finish:
  case TaskAction::Assume:
    Late(Safety::Dangles, " is awaited after it ended");
    if (H.Leak.isValid() && !H.Returned) // now its own task runs
      return Move(Idle, Loose);
    // Whatever an abandoned task does first it has done.
    if (A.K == TaskAction::Finish && H.Later &&
        Does.abandoned(Carriers.makerOf(H))) {
      Move(Live, Finished | Loose);
      return;
    }
    Is.Fate =
        (Is.Fate & ~Live) |
        (Is.Fate & Live ? (A.K == TaskAction::Finish ? Finished : Ended) : 0);
    // Made and ended without a branch between: nothing is left to follow.
    if (Is.MadeIn == At.Block && !(Is.Fate & ~(Finished | Ended))) {
      if (Is.Fate)
        conclude(A.Item, Is);
      S.erase(A.Item);
    }
    return;
  case TaskAction::Keep:
    Late(Safety::Suspected, " is kept after it ended");
    return Move(Idle | Running, Kept);
  case TaskAction::Lose:
    if (Says.isGenerator(H.Coroutine)) // runs when it is asked, and no further
      return;
    Late(Safety::Unproven, " is handed on after it ended");
    return Move(Out | Idle, Maybe);
  case TaskAction::Use:
    if (Is.Fate & IdleDead)
      return Late(Safety::Suspected, " is used after it ended");
    return;
  case TaskAction::Destroy:
  case TaskAction::Erase:
    if (Is.Fate & (Idle | IdleDead))
      Is.Fate = (Is.Fate & ~(Idle | IdleDead)) | Finished;
    return Move(Running, A.K == TaskAction::Erase ? Finished : Loose);
  case TaskAction::Return:
    return giveBack(Is, At, A.Item);
  }
}

void FateFollower::endOwner(TaskStates &S, const TaskHolder &Owner) {
  auto Ends = EndsWith.find(Owner);
  if (Ends == EndsWith.end())
    return;
  for (uint32_t Item : Ends->second) {
    TaskStanding *Known = S.find(Item);
    if (!Known || Known->Fate == 0)
      continue;
    TaskStanding &Is = *Known;
    if (Is.Fate & ~(Idle | IdleDead))
      conclude(Item, Is);
    else
      say(Item, Safety::Safe, " has not started", Items[Item].Call);
    // What holds it may still run it on.
    Is.Fate = Is.Fate & (Idle | IdleDead | Running) ? IdleDead : 0;
    if (!Is.Fate)
      S.erase(Item);
  }
}

/// Does a call that is no coroutine's give a temporary of its own expression to
/// a task that the callee leaves running? No event says where that ends.
bool FateFollower::givesTemporary(const HandOver &H) const {
  const Event &Call = P.event(H.Call);
  const EventRef Made = Fl.definition(H.Owner.Index);
  return H.Leak.isValid() && !H.Returned && Made.isValid() &&
         P.event(Made).K != Event::Constant &&
         P.event(Made).K != Event::Borrow &&
         std::any_of(Call.Args.begin(), Call.Args.end(),
                     [&](const Argument &A) { return A.From == H.Owner; });
}

void FateFollower::leave(TaskStates &S) {
  for (auto &[Item, Is] : S) {
    const HandOver &H = Items[Item];
    if (Is.Fate == 0)
      continue;
    if (H.Call.Block == None) { // a parameter's task
      if (Reporting)
        Result.TaskParams[H.Call.Index] |= Is.Fate;
      continue;
    }
    if (H.Owner.Base == Place::Local ||
        (H.Owner.Base == Place::Value &&
         !((Is.Fate & Out) && givesTemporary(H))))
      continue;
    conclude(Item, Is);
    if (!Reporting || !isLent(H.Owner) || !(Is.Fate & (Out | Maybe)))
      continue;
    const Safety How = Is.Fate & (Loose | Delayed | Running)
                           ? Says.looseness(Item, Is)
                       : Is.Fate & Kept ? Safety::Suspected
                                        : Safety::Unproven;
    Result.Leaks.push_back({H.Owner.Base, H.Owner.Index, H.Coroutine,
                            Is.Start.isValid() ? Is.Start : H.Call, How, H.As,
                            H.Index});
  }
}

/// A loop that looks at what a task was given may wait for it.
void FateFollower::loopCondition(TaskStates &S, const Block &B) {
  if (!B.End.isLoop() || B.End.K == Terminator::RangeFor ||
      B.End.Condition == None || S.empty())
    return;
  const TaskHolders Read = Waiting.lookedAt(B.End.Condition);
  for (auto &[Item, Is] : S)
    if ((Is.Fate & Out) && Waiting.mayLookFor(Read, Related[Item]))
      Is.Fate = (Is.Fate & ~Out) | Maybe;
}

/// Was the item's task given to that to be run?
bool FateFollower::runBy(uint32_t Item, const TaskHolder &H) const {
  const TaskHolders *Runs = Does.executors(Carriers.makerOf(Items[Item]));
  return Runs && std::find(Runs->begin(), Runs->end(), H) != Runs->end();
}

/// Something that may wait for tasks, on what it works on.
void FateFollower::wait(TaskStates &S, const Event &E, const TaskHolders &On) {
  const bool Join = E.K == Event::Call && Names.kind(P, E) == TaskNames::Join;
  const bool Delay = !Join && Waiting.isDelay(E);
  for (auto &[Item, Is] : S) {
    if (!(Is.Fate & (Out | Maybe)))
      continue;
    const bool Same = Does.executors(Carriers.makerOf(Items[Item]))
                          ? std::any_of(On.begin(), On.end(),
                                        [&, I = Item](const TaskHolder &H) {
                                          return runBy(I, H);
                                        })
                          : On.empty();
    if (Join && Same)
      Is.Fate = (Is.Fate & ~(Out | Maybe)) | Finished;
    else if (!(Is.Fate & Out))
      continue;
    else if (Does.onlyPasses(E, Carriers.makerOf(Items[Item])))
      Is.Fate = Is.Fate & Loose ? (Is.Fate & ~Loose) | Delayed : Is.Fate;
    else if (Join || Waiting.mayWaitFor(E, On, Related[Item]))
      Is.Fate = (Is.Fate & ~Out) | Maybe;
    else if (Delay && (Is.Fate & Loose))
      Is.Fate = (Is.Fate & ~Loose) | Delayed;
  }
}

void FateFollower::scopeEnd(TaskStates &S, EventRef At, const Place &Target) {
  const TaskHolder Ended{Target.Base, Target.Index};
  // What runs tasks has ended them.
  if (Waiting.ownsTasks(Ended))
    for (auto &[Item, Is] : S)
      if (runBy(Item, Ended) && (Is.Fate & (Loose | Delayed | Kept | Maybe)))
        Is.Fate =
            (Is.Fate & ~(Loose | Delayed | Kept | Maybe)) | TaskFate::Ended;
  // The last holder of a task that has no destructor to be seen.
  for (uint32_t M : Carriers.carriedBy(Ended))
    if (!Does.heldElsewhere(M, Ended))
      for (uint32_t Item : Carriers.itemsOf(M))
        if (S.find(Item))
          apply(
              S, At,
              {Does.erased(M) ? TaskAction::Erase : TaskAction::Destroy, Item});
  endOwner(S, Ended);
}

void FateFollower::step(TaskStates &S, EventRef At, const Event &E) {
  if (!S.empty())
    if (const TaskHolders *On = Does.waitAt(At))
      wait(S, E, *On);
  for (const TaskAction &A : Does.at(At))
    apply(S, At, A);
  if (E.K == Event::ScopeEnd)
    scopeEnd(S, At, E.Target);
}

/// A loop that waits for tasks is not left before it waited for all of them.
void FateFollower::leaveLoop(TaskStates &S, uint32_t Head) {
  const TaskActions::LoopEnds *Ends = Does.loop(Head);
  if (!Ends)
    return;
  for (uint32_t Item : Ends->Finished)
    if (TaskStanding *Is = S.find(Item);
        Is && (Is->Fate & Live) && !Items[Item].Leak.isValid())
      Is->Fate = (Is->Fate & ~Live) | Finished;
  for (EventRef At : Ends->Waits)
    wait(S, P.event(At), *Does.waitAt(At));
}

void FateFollower::transfer(TaskStates &S, uint32_t Block) {
  const cotidy::Block &B = Fn.Blocks[Block];
  for (uint32_t I = 0; I < B.Events.size(); ++I)
    step(S, {Me, Block, I}, B.Events[I]);
  loopCondition(S, B);
  if (B.End.Succs.empty())
    leave(S);
}

void FateFollower::relate() {
  Related.resize(Items.size());
  for (uint32_t I = 0; I < Items.size(); ++I) {
    const HandOver &H = Items[I];
    EndsWith[{H.Owner.Base, H.Owner.Index}].push_back(I);
    if (H.Call.Block == None)
      continue;
    TaskHolders &List = Related[I];
    auto Add = [&](const TaskHolders &All) {
      for (const TaskHolder &Other : All)
        if (std::find(List.begin(), List.end(), Other) == List.end())
          List.push_back(Other);
    };
    Waiting.addHolder(List, H.Owner);
    Add(Waiting.holdersOf(P.event(H.Call)));
    if (const TaskHolders *Runs = Does.executors(Carriers.makerOf(H)))
      Add(*Runs);
  }
}

TaskFates FateFollower::run() {
  relate();
  TaskStates Entry;
  for (uint32_t I = 0; I < Items.size(); ++I)
    if (Items[I].Call.Block == None)
      Entry[I] = {Idle, None, {}};
  const auto At = solveForward(
      Fn, Entry, [&](TaskStates &S, uint32_t B) { transfer(S, B); },
      [](TaskStates &Into, const TaskStates &From) { return Into.join(From); },
      [&](TaskStates &S, uint32_t B, uint32_t Way) {
        if (Way == 1)
          leaveLoop(S, B);
      });
  Reporting = true;
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B)
    if (At[B]) {
      TaskStates S = *At[B];
      transfer(S, B);
    }
  return {Says.take(), std::move(Result)};
}

} // namespace

TaskFates followFates(const Program &P, FunctionId F, const Options &O,
                      TaskNames &Names, WaitNames &Waits,
                      const std::vector<HandOver> &Items,
                      const Sparse<LentSummary> &Lent) {
  return FateFollower(P, F, O, Names, Waits, Items, Lent).run();
}

} // namespace cotidy
