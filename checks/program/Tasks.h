//===- Tasks.h - How one function runs its tasks ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows the tasks that a function makes: from the call of the coroutine
// through locals and containers to what awaits, starts or returns them.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_TASKS_H
#define COTIDY_PROGRAM_TASKS_H

#include "program/Concurrency.h"
#include "program/Flow.h"
#include <unordered_map>

namespace cotidy {

/// Something that can be started: a coroutine, or what a thread runs.
struct Task {
  FunctionId F = None;
  EventRef Call;     ///< where it is called, or named
  bool Many = false; ///< made again and again
  bool operator==(const Task &) const = default;
};

/// What callers must know of how a function runs tasks.
struct TaskSummary {
  std::vector<Task> HandedOut;        ///< that it returns
  std::vector<Task> LeftRunning;      ///< that it started and did not wait for
  std::vector<uint32_t> StartsParams; ///< parameters whose tasks it starts
  bool any() const {
    return !HandedOut.empty() || !LeftRunning.empty() || !StartsParams.empty();
  }
};

/// Names, by the user's lists.
class TaskNames {
public:
  explicit TaskNames(const Options &O) : O(O) {}
  enum Kind : uint8_t { Other, Combinator, Spawner, Join };
  Kind kind(const Program::Impl &P, const Event &Call);
  Kind kind(const Program::Impl &P, const Mention &Call);

private:
  const Options &O;
  std::unordered_map<std::string_view, Kind> Known;

  Kind kind(std::string_view Name);
};

struct TaskResult {
  TaskSummary Summary;
  std::vector<ConcurrentPair> Pairs;
  /// Pairs[I].B is this function itself, going on beside what it started.
  std::vector<bool> Own;
  /// Functions that it started and does not wait for where it starts them.
  std::vector<FunctionId> Started;
};

/// \p Summaries holds those of all callees.
TaskResult followTasks(const Program::Impl &P, FunctionId F, const Options &O,
                       TaskNames &Names,
                       const std::vector<TaskSummary> &Summaries);

} // namespace cotidy

#endif // COTIDY_PROGRAM_TASKS_H
