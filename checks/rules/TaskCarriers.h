//===- TaskCarriers.h - Which objects hold which tasks ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is called after the value that makes it. Values past the function's
// own stand for parameters that are tasks.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKCARRIERS_H
#define COTIDY_RULES_TASKCARRIERS_H

#include "program/ProgramImpl.h"
#include "rules/HandOvers.h"
#include <unordered_map>

namespace cotidy {

/// A variable, parameter or the like, whole.
using TaskHolder = std::pair<Place::Root, uint32_t>;

using TaskMakers = std::vector<uint32_t>; ///< sorted

/// Adds to a sorted list. True where that is news.
bool addMakers(TaskMakers &Into, const TaskMakers &From);

class TaskCarriers {
public:
  /// \p Items are hand-overs of \p F; the tasks that they are about are
  /// followed.
  TaskCarriers(const Program::Impl &P, FunctionId F,
               const std::vector<HandOver> &Items);

  uint32_t makerOf(const HandOver &H) const;
  bool isMaker(ValueId V) const { return ItemsOf.contains(V); }
  /// Indices of the hand-overs that are about the task.
  const std::vector<uint32_t> &itemsOf(uint32_t Maker) const;

  const TaskMakers &carriedBy(ValueId V) const;
  const TaskMakers &carriedBy(const TaskHolder &H) const;
  TaskMakers carriedBy(const Argument &A) const;
  /// By the arguments and the receiver of a call.
  TaskMakers carriedByAll(const Event &Call) const;
  /// By the values that an event works on.
  TaskMakers carriedByOperands(const Event &E) const;

  /// Was the task moved out of what held it, as far as the text tells?
  bool heldBeside(uint32_t Maker, const TaskHolder &H) const;

  /// Is a closure called whose coroutine makes a task of its own?
  bool callsMaker(const Event &E) const;
  /// Can the result hold a task at all?
  bool isNews(const Event &E) const;

private:
  const Program::Impl &P;
  const Flow &Fl;
  const Function &Fn;
  std::unordered_map<uint32_t, std::vector<uint32_t>> ItemsOf; ///< by maker
  std::vector<TaskMakers> Carried;                             ///< by value
  std::map<TaskHolder, TaskMakers> In;
  std::unordered_map<uint32_t, std::vector<TaskHolder>> HoldersOf; ///< by maker

  TaskMakers carriedBy(const Place &Where) const;
  bool carry(const Event &E);
};

} // namespace cotidy

#endif // COTIDY_RULES_TASKCARRIERS_H
