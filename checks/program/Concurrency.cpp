//===- Concurrency.cpp - Which coroutines run beside which ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include "program/ProgramImpl.h"
#include "program/Tasks.h"
#include <algorithm>

namespace cotidy {

namespace {

bool insert(std::vector<FunctionId> &Sorted, FunctionId F) {
  auto It = std::lower_bound(Sorted.begin(), Sorted.end(), F);
  if (It != Sorted.end() && *It == F)
    return false;
  Sorted.insert(It, F);
  return true;
}

/// From each of \p Roots down the call graph; callers before callees.
/// \p Leaves are edges that are not gone along.
std::vector<std::vector<FunctionId>>
reachedFrom(const Program::Impl &P, const std::vector<FunctionId> &Roots,
            const std::vector<std::vector<FunctionId>> &Leaves) {
  std::vector<std::vector<FunctionId>> By(P.Functions.size());
  for (FunctionId Root : Roots)
    insert(By[Root], Root);
  for (auto C = P.Components.rbegin(); C != P.Components.rend(); ++C) {
    // All of a component is reached from what any of it is.
    bool Changed = true;
    while (Changed) {
      Changed = false;
      for (FunctionId F : *C)
        for (FunctionId Callee : P.Edges[F]) {
          if (Callee == F ||
              std::binary_search(Leaves[F].begin(), Leaves[F].end(), Callee))
            continue;
          for (FunctionId Root : By[F])
            Changed |= insert(By[Callee], Root);
        }
      if (C->size() == 1)
        break;
    }
  }
  return By;
}

} // namespace

Concurrency::Concurrency(const Program &Prog, const Options &O) {
  const Program::Impl &P = Prog.impl();
  const size_t N = P.Functions.size();
  std::vector<TaskSummary> Summaries(N);
  std::vector<std::vector<FunctionId>> Started(N), NoLeaves(N);
  std::vector<TaskResult> Results(N);
  TaskNames Names(O);
  for (const std::vector<FunctionId> &Component : P.Components)
    for (FunctionId F : Component) {
      Results[F] = followTasks(P, F, O, Names, Summaries);
      Summaries[F] = Results[F].Summary;
      for (FunctionId Task : Results[F].Started)
        insert(Started[F], Task);
    }
  std::vector<FunctionId> Tasks, Starters;
  for (TaskResult &R : Results)
    for (size_t I = 0; I < R.Pairs.size(); ++I) {
      insert(Tasks, R.Pairs[I].A);
      insert(R.Own[I] ? Starters : Tasks, R.Pairs[I].B);
      Pairs.push_back(std::move(R.Pairs[I]));
      Own.push_back(R.Own[I]);
    }
  RunBy = reachedFrom(P, Tasks, NoLeaves);
  AwaitedBy = reachedFrom(P, Starters, Started);
}

static bool contains(const std::vector<FunctionId> &Sorted, FunctionId F) {
  return std::binary_search(Sorted.begin(), Sorted.end(), F);
}

const ConcurrentPair *Concurrency::together(FunctionId F, FunctionId G) const {
  for (size_t I = 0; I < Pairs.size(); ++I) {
    const ConcurrentPair &Pair = Pairs[I];
    const auto &Second = Own[I] ? AwaitedBy : RunBy;
    if ((contains(RunBy[F], Pair.A) && contains(Second[G], Pair.B)) ||
        (contains(RunBy[G], Pair.A) && contains(Second[F], Pair.B)))
      return &Pair;
  }
  return nullptr;
}

const ConcurrentPair *Concurrency::withAny(FunctionId F) const {
  for (size_t I = 0; I < Pairs.size(); ++I)
    if (contains(RunBy[F], Pairs[I].A) ||
        contains(Own[I] ? AwaitedBy[F] : RunBy[F], Pairs[I].B))
      return &Pairs[I];
  return nullptr;
}

bool suspends(const Event &E, const Options &O) {
  return E.K == Event::Suspend && !E.NeverSuspends &&
         E.Suspending != SuspendKind::Final &&
         !matchesName(O.NonSuspendingAwaitables, E.AwaitableRecord);
}

} // namespace cotidy
