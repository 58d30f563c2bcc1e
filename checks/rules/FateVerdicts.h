//===- FateVerdicts.h - How sure it is that a task dangles ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_FATEVERDICTS_H
#define COTIDY_RULES_FATEVERDICTS_H

#include "rules/TaskActions.h"
#include "rules/TaskStates.h"

namespace cotidy {

/// Turns what became of a function's tasks into proofs, one for each hand-over.
class FateVerdicts {
public:
  FateVerdicts(const Program &P, FunctionId F,
               const std::vector<HandOver> &Items, const TaskCarriers &Carriers,
               const TaskActions &Does);

  /// What is known of an item where its object ends.
  void conclude(uint32_t Item, const TaskStanding &Is);
  /// Something else is known; the worst of all that is said stays. \p What goes
  /// after the task's name.
  void say(uint32_t Item, Safety Is, const std::string &What, EventRef At,
           bool AtReturn = false);
  /// How sure it is that a task that is left running uses what has ended.
  Safety looseness(uint32_t Item, const TaskStanding &Is) const;
  /// Is the use certain, and the task for certain the one that is followed?
  bool certain(uint32_t Item) const;
  /// A lazy coroutine that yields runs only while somebody asks it for more.
  bool isGenerator(FunctionId F) const;

  std::vector<LifetimeProof> take();

private:
  const Program &Prog;
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const std::vector<HandOver> &Items;
  const TaskCarriers &Carriers;
  const TaskActions &Does;
  std::vector<LifetimeProof> Proofs;
  std::vector<bool> Waited; ///< items that some path does wait for

  std::string taskName(uint32_t Item) const;
  void worsen(uint32_t Item, Safety Is, std::string Reason, Location Where,
              EventRef Start, bool AtReturn = false);
};

} // namespace cotidy

#endif // COTIDY_RULES_FATEVERDICTS_H
