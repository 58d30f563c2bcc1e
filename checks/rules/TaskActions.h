//===- TaskActions.h - What each event does to tasks ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKACTIONS_H
#define COTIDY_RULES_TASKACTIONS_H

#include "rules/TaskWaits.h"
#include <set>
#include <unordered_set>

namespace cotidy {

/// What an event does to the task of one hand-over.
struct TaskAction {
  enum Kind : uint8_t {
    Make,
    Resume,   ///< runs, up to its next suspension, and is held by who held it
    RunFirst, ///< … before it is started for good
    Start,
    Finish,
    Assume, ///< … by something that nobody saw
    Keep,
    Lose,    ///< nobody knows what becomes of it
    Destroy, ///< its holder ends
    Erase,   ///< … and the frame with it
    Use,
    Return,
  } K;
  uint32_t Item;
};

/// All that one function's events do, before any path is looked at.
class TaskActions {
public:
  TaskActions(const Program::Impl &P, FunctionId F, const Options &O,
              TaskNames &Names, const std::vector<HandOver> &Items,
              const Sparse<LentSummary> &Lent, const TaskCarriers &Carriers,
              const TaskWaits &Waits);

  const std::vector<TaskAction> &at(EventRef E) const {
    return Actions[E.Block][E.Index];
  }

  /// What the body of a loop does to tasks that were made before it: it is
  /// taken to go over all of them.
  struct LoopEnds {
    std::vector<uint32_t> Finished; ///< items
    std::vector<EventRef> Waits;
  };
  const LoopEnds *loop(uint32_t Head) const;
  /// Null for an event that waits for nothing; else what it works on.
  const TaskHolders *waitAt(EventRef E) const;

  // Of a task, by its maker.
  const TaskHolders *executors(uint32_t Maker) const;
  bool onlyPasses(const Event &Suspension, uint32_t Maker) const;
  bool abandoned(uint32_t Maker) const { return Abandoned.contains(Maker); }
  bool passedOn(uint32_t Maker) const { return PassedOn.contains(Maker); }
  bool erased(uint32_t Maker) const { return Erased.contains(Maker); }
  /// Has it been moved out of \p H?
  bool heldElsewhere(uint32_t Maker, const TaskHolder &H) const {
    return Moved.contains(Maker) || Carriers.heldBeside(Maker, H);
  }

  /// Has the object a destructor that a user wrote?
  bool destructed(const TaskHolder &H) const { return Destructed.contains(H); }

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const FunctionId Me;
  const Options &O;
  TaskNames &Names;
  const std::vector<HandOver> &Items;
  const Sparse<LentSummary> &Lent;
  const TaskCarriers &Carriers;
  const TaskWaits &Waiting;

  std::vector<std::vector<std::vector<TaskAction>>> Actions; ///< by event
  std::map<EventRef, TaskHolders> Waits;
  std::map<uint32_t, LoopEnds> Loops; ///< by the loop's head
  std::unordered_map<uint32_t, TaskHolders> Executors;
  std::unordered_map<uint32_t, TaskHolders> GivenTo; ///< by a method of theirs
  std::unordered_set<uint32_t> Abandoned; ///< some may be left running
  std::unordered_set<uint32_t> Moved;     ///< into a call
  std::unordered_set<uint32_t> Erased;    ///< no frame without holder
  std::unordered_set<uint32_t> PassedOn;  ///< through an unknown call
  std::set<TaskHolder> Destructed;

  void act(EventRef At, const TaskMakers &On, TaskAction::Kind K);
  void event(EventRef At, const Event &E);
  void call(EventRef At, const Event &E);
  void spawn(EventRef At, const Event &E, const TaskMakers &All);
  void seenCallee(EventRef At, const Event &E, FunctionId Callee);
  void method(EventRef At, const Event &E);
  void keep(EventRef At, const TaskMakers &On, const Place &Into);
  void destructor(EventRef At, const Event &E);
  TaskMakers returned(const Event &Return) const;
  bool destroysFrame(const Event &E) const;
  bool resumes(const Event &E) const;
  TaskMakers carriedByArguments(const Event &Call) const;
  void findLoops();
};

} // namespace cotidy

#endif // COTIDY_RULES_TASKACTIONS_H
