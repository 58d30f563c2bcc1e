//===- Concurrency.cpp - Which coroutines run beside which ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Concurrency.h"
#include <algorithm>

namespace cotidy {

Concurrency::Concurrency(const Program &P, const Options &) {
  StartedBy.resize(P.functions().size());
}

const ConcurrentPair *Concurrency::together(FunctionId F, FunctionId G) const {
  auto Runs = [&](FunctionId Task, FunctionId Fn) {
    const std::vector<FunctionId> &Tasks = StartedBy[Fn];
    return Task == Fn || std::binary_search(Tasks.begin(), Tasks.end(), Task);
  };
  for (const ConcurrentPair &Pair : Pairs)
    if ((Runs(Pair.A, F) && Runs(Pair.B, G)) ||
        (Runs(Pair.A, G) && Runs(Pair.B, F)))
      return &Pair;
  return nullptr;
}

const ConcurrentPair *Concurrency::withAny(FunctionId F) const {
  const std::vector<FunctionId> &Tasks = StartedBy[F];
  for (const ConcurrentPair &Pair : Pairs)
    if (Pair.A == F || Pair.B == F ||
        std::binary_search(Tasks.begin(), Tasks.end(), Pair.A) ||
        std::binary_search(Tasks.begin(), Tasks.end(), Pair.B))
      return &Pair;
  return nullptr;
}

bool suspends(const Event &E, const Options &O) {
  return E.K == Event::Suspend && !E.NeverSuspends &&
         E.Suspending != SuspendKind::Final &&
         !matchesName(O.NonSuspendingAwaitables, E.AwaitableRecord);
}

} // namespace cotidy
