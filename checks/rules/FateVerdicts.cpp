//===- FateVerdicts.cpp - How sure it is that a task dangles --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/FateVerdicts.h"
#include "rules/Wording.h"

namespace cotidy {

FateVerdicts::FateVerdicts(const Program &Prog, FunctionId F,
                           const std::vector<HandOver> &Items,
                           const TaskCarriers &Carriers,
                           const TaskActions &Does)
    : Prog(Prog), P(Prog.impl()), Fl(P.flow(F)), Fn(P.Functions[F]),
      Items(Items), Carriers(Carriers), Does(Does), Proofs(Items.size()),
      Waited(Items.size()) {}

std::string FateVerdicts::taskName(uint32_t Item) const {
  const FunctionId F = Items[Item].Coroutine;
  if (F == None)
    return "the task";
  return P.Functions[F].Lambda ? "the lambda" : "'" + nameOf(Prog, F) + "'";
}

void FateVerdicts::worsen(uint32_t Item, Safety Is, std::string Reason,
                          Location Where, EventRef Start, bool AtReturn) {
  // In main, what still runs when it ends does not run for long.
  if (Fn.Main && Is > Safety::Unproven)
    Is = Safety::Unproven;
  LifetimeProof &Proof = Proofs[Item];
  if (!Proof.Reason.empty() && Is <= Proof.Is)
    return;
  Proof = {Is, std::move(Reason), Where, Start, AtReturn};
}

bool FateVerdicts::isGenerator(FunctionId F) const {
  if (F == None || !P.Functions[F].LazyStart)
    return false;
  for (const Block &B : P.Functions[F].Blocks)
    for (const Event &E : B.Events)
      if (E.K == Event::Suspend && E.Suspending == SuspendKind::Yield)
        return true;
  return false;
}

Safety FateVerdicts::looseness(uint32_t Item, const TaskStanding &Is) const {
  const HandOver &H = Items[Item];
  if (H.LeakIs != Safety::Safe && H.LeakIs < Safety::Dangles)
    return H.LeakIs;
  // An object that is given itself may wait as it ends.
  if (H.As == Place::This && Does.destructed({H.Owner.Base, H.Owner.Index}))
    return Safety::Unproven;
  const Type *T = H.As == Place::This ? Fl.typeOf(H.Owner) : nullptr;
  // Nobody sees the destructor of what it owns.
  const bool Owns = T && (T->Class == TypeClass::Container ||
                          T->Class == TypeClass::SmartPointer);
  if (T && H.Leak.isValid() &&
      (Owns || T->MoveOnly || T->HasMutex || T->Class == TypeClass::Handle))
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
  // On every path, and nobody here meant to give it time.
  const bool Only = (Is.Fate & Loose) && !(Is.Fate & ~(Loose | Delayed));
  return Only && certain(Item) && !Owns ? Safety::Dangles : Safety::Suspected;
}

void FateVerdicts::conclude(uint32_t Item, const TaskStanding &Is) {
  const HandOver &H = Items[Item];
  const Location Where = Is.Start.isValid()     ? P.event(Is.Start).Loc
                         : H.Call.Block != None ? P.event(H.Call).Loc
                                                : Location();
  if (!(Is.Fate & ~(Finished | Ended)))
    Waited[Item] = true;
  const std::string Name = taskName(Item);
  constexpr unsigned Left = Loose | Delayed | Running;
  if (Is.Fate & Left)
    return worsen(Item, looseness(Item, Is),
                  Name + (Is.Fate & ~Left ? " is left running on some path"
                          : Is.Fate == Delayed
                              ? " is left running, whatever time it is given"
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

void FateVerdicts::say(uint32_t Item, Safety Is, const std::string &What,
                       EventRef At, bool AtReturn) {
  worsen(Item, Is, taskName(Item) + What, P.event(At).Loc, At, AtReturn);
}

bool FateVerdicts::certain(uint32_t Item) const {
  return Items[Item].Certain && !Does.passedOn(Carriers.makerOf(Items[Item]));
}

std::vector<LifetimeProof> FateVerdicts::take() {
  // Somewhere else it is waited for: this way out was forgotten.
  for (uint32_t I = 0; I < Items.size(); ++I)
    if (Waited[I] && Proofs[I].Is == Safety::Dangles) {
      Proofs[I].Is = Safety::Suspected;
      Proofs[I].Reason += " on some path";
    }
  return std::move(Proofs);
}

} // namespace cotidy
