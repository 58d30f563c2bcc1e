//===- TaskWaits.h - What may wait for a task -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nobody sees the body of most waits, nor the signal that ends them. What may
// be one is told by the user's lists of names, and by the objects that an event
// and a task both have to do with.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKWAITS_H
#define COTIDY_RULES_TASKWAITS_H

#include "program/Tasks.h"
#include "rules/TaskCarriers.h"

namespace cotidy {

/// Names, by the user's lists; a set of bits, each list matched once a name.
class WaitNames {
public:
  explicit WaitNames(const Options &O) : O(O) {}
  enum Kind : unsigned {
    Wait = 1,   ///< may wait for tasks
    Delay = 2,  ///< waits for a time
    Device = 4, ///< waits for the outer world
  };
  bool is(std::string_view Name, unsigned Kinds);

private:
  const Options &O;
  std::unordered_map<std::string_view, unsigned> Known;
};

using TaskHolders = std::vector<TaskHolder>; ///< each once

/// What events of one function have to do with.
class TaskWaits {
public:
  TaskWaits(const Program::Impl &P, FunctionId F, const Options &O,
            TaskNames &Names, WaitNames &Waits);

  /// The variables that an event works on, through handles, closures and what
  /// they were made of.
  TaskHolders holdersOf(const Event &E) const;
  void holdersOf(const Argument &A, TaskHolders &Into) const;
  void addHolder(TaskHolders &Into, const Place &Where) const;

  /// Has one to do with the other? What the function itself is lent is one
  /// environment.
  static bool share(const TaskHolders &A, const TaskHolders &B);

  /// Could the event wait for anything at all, by what it is?
  bool mayWait(const Event &E) const;
  /// Does the suspension only let time or others pass, on an object that runs
  /// tasks, among \p Runs: `co_await loop.sleep(1s)`, `co_await loop.yield()`,
  /// or a coroutine in sight that does no more?
  bool onlyPasses(const Event &E, const TaskHolders &Runs) const;
  /// Does it wait for a time and nothing else?
  bool isDelay(const Event &E) const;
  /// May an event that works on \p On be a wait for a task that has to do with
  /// \p Task: by a signal that the task gives, or by what runs it?
  bool mayWaitFor(const Event &E, const TaskHolders &On,
                  const TaskHolders &Task) const;
  /// The variables that a loop's condition is computed from.
  TaskHolders lookedAt(ValueId Condition) const;
  /// May a loop that looks at \p Read wait for a task?
  bool mayLookFor(const TaskHolders &Read, const TaskHolders &Task) const;
  /// Is it an object by whose end the tasks that it runs have ended?
  bool ownsTasks(const TaskHolder &H) const;

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  const Options &O;
  TaskNames &Names;
  WaitNames &Waits;
  std::vector<std::vector<ValueId>> MadeOf; ///< by local: its initialiser

  void holdersOf(const Argument &A, TaskHolders &Into, int Depth) const;
  void holdersOf(ValueId V, TaskHolders &Into, int Depth) const;
  bool isDevice(std::string_view Record) const;
  bool onlyPassesIn(FunctionId Coroutine, int Depth) const;
  bool awaits(const Event &E, unsigned Kinds) const;
};

} // namespace cotidy

#endif // COTIDY_RULES_TASKWAITS_H
