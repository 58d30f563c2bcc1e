//===- TaskStates.h - What may have become of tasks -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_TASKSTATES_H
#define COTIDY_RULES_TASKSTATES_H

#include "program/Program.h"
#include <vector>

namespace cotidy {

/// What may have become of a task; a set of bits.
enum TaskFate : unsigned {
  Idle = 1,       ///< made, not started, held by somebody here
  IdleDead = 2,   ///< … or suspended, and what it refers to has ended
  Running = 4,    ///< started, held by somebody here
  Loose = 8,      ///< started, and nobody here waits for it
  Delayed = 16,   ///< … but for a time
  Kept = 32,      ///< in an object that outlives the function
  Maybe = 64,     ///< nobody knows
  Finished = 128, ///< it has ended
  Ended = 256,    ///< it has, if what was seen of it does what its name says
};

/// At one point of a function, for one hand-over.
struct TaskStanding {
  unsigned Fate = 0;
  uint32_t MadeIn = None; ///< block; None once others may have joined
  EventRef Start;
  bool operator==(const TaskStanding &) const = default;
};

/// By item, sorted; copied at every branch, so kept flat.
class TaskStates {
public:
  auto begin() { return All.begin(); }
  auto end() { return All.end(); }
  bool empty() const { return All.empty(); }
  TaskStanding *find(uint32_t Item);
  TaskStanding &operator[](uint32_t Item);
  void erase(uint32_t Item);

  /// Adds what another way brings. True where that is news.
  bool join(const TaskStates &From);

private:
  std::vector<std::pair<uint32_t, TaskStanding>> All;

  size_t lowerBound(uint32_t Item) const;
};

} // namespace cotidy

#endif // COTIDY_RULES_TASKSTATES_H
