//===- TaskSources.h - Where a function's tasks come from -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is called after the value that makes it: the call of a coroutine, of a
// function that hands one out, a closure, a function's name.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_TASKSOURCES_H
#define COTIDY_PROGRAM_TASKSOURCES_H

#include "program/Tasks.h"
#include <set>

namespace cotidy {

using Tasks = std::vector<Task>;

/// Adds tasks that are not there yet; lists stay short.
void addTask(Tasks &Into, const Task &T);
void addTasks(Tasks &Into, const Tasks &From);

class TaskSources {
public:
  TaskSources(const Program::Impl &P, const Flow &Fl,
              const std::vector<TaskSummary> &Summaries)
      : P(P), Fl(Fl), Summaries(Summaries) {}

  bool makes(ValueId V, int Depth = 0) const;
  /// The makers of the tasks that an argument or a value brings.
  std::vector<ValueId> makersIn(const Argument &A, int Depth = 0) const;
  std::vector<ValueId> makersIn(ValueId V) const;
  Tasks tasksOf(ValueId Maker, int Depth = 0) const;
  Tasks tasksOf(const std::vector<ValueId> &Makers) const;
  bool holdsMany(const Argument &A) const;

  /// Marks a maker that runs again before its task is used.
  void repeat(ValueId Maker) { Repeated.insert(Maker); }

private:
  const Program::Impl &P;
  const Flow &Fl;
  const std::vector<TaskSummary> &Summaries;
  std::set<ValueId> Repeated;
};

} // namespace cotidy

#endif // COTIDY_PROGRAM_TASKSOURCES_H
