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
#include <map>
#include <numeric>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace cotidy {

namespace {

bool insert(std::vector<FunctionId> &Sorted, FunctionId F) {
  auto It = std::lower_bound(Sorted.begin(), Sorted.end(), F);
  if (It != Sorted.end() && *It == F)
    return false;
  Sorted.insert(It, F);
  return true;
}

bool contains(const std::vector<FunctionId> &Sorted, FunctionId F) {
  return std::binary_search(Sorted.begin(), Sorted.end(), F);
}

/// For each function, who calls it; of all edges in one piece.
class CallersOf {
public:
  explicit CallersOf(const Program::Impl &P) : First(P.Functions.size() + 1) {
    for (const std::vector<FunctionId> &Callees : P.Edges)
      for (FunctionId Callee : Callees)
        ++First[Callee + 1];
    std::partial_sum(First.begin(), First.end(), First.begin());
    All.resize(First.back());
    std::vector<uint32_t> Next(First.begin(), First.end() - 1);
    for (FunctionId F = 0; F < P.Edges.size(); ++F)
      for (FunctionId Callee : P.Edges[F])
        All[Next[Callee]++] = F;
  }
  std::span<const FunctionId> operator()(FunctionId F) const {
    return {All.data() + First[F], All.data() + First[F + 1]};
  }

private:
  std::vector<uint32_t> First;
  std::vector<FunctionId> All;
};

/// From a function up the call graph to some roots.
class Ways {
public:
  explicit Ways(size_t NumFunctions) : Known(NumFunctions) {}
  void root(FunctionId F) { insert(Roots, F); }

  /// The roots that \p F is reached from, itself among them. An edge to one of
  /// the caller's \p Leaves is not gone along.
  const std::vector<FunctionId> &
  to(FunctionId F, const CallersOf &Callers,
     const std::vector<std::vector<FunctionId>> *Leaves) const {
    return Known[F].get([&] {
      auto Found = std::make_unique<std::vector<FunctionId>>();
      std::unordered_set<FunctionId> Seen{F};
      std::vector<FunctionId> Open{F};
      while (!Open.empty()) {
        const FunctionId Callee = Open.back();
        Open.pop_back();
        if (contains(Roots, Callee))
          Found->push_back(Callee);
        for (FunctionId Caller : Callers(Callee))
          if (!(Leaves && contains((*Leaves)[Caller], Callee)) &&
              Seen.insert(Caller).second)
            Open.push_back(Caller);
      }
      std::sort(Found->begin(), Found->end());
      return Found;
    });
  }

private:
  std::vector<FunctionId> Roots;
  std::vector<Lazy<std::vector<FunctionId>>> Known;
};

} // namespace

class Concurrency::Evidence {
public:
  Evidence(const Program &P, const Options &O);

  std::vector<ConcurrentPair> Pairs;
  /// For each pair, whether B is the function that started A, going on.
  std::vector<bool> Own;
  /// The pairs that a function is A, or B, of.
  std::unordered_map<FunctionId, std::vector<size_t>> WithA, WithB;

  /// The tasks by which a function may be run …
  const std::vector<FunctionId> &runBy(FunctionId F) const {
    return Tasks.to(F, Callers, nullptr);
  }
  /// … and those who run it themselves, not as a task that they start.
  const std::vector<FunctionId> &awaitedBy(FunctionId F) const {
    return Starters.to(F, Callers, &Started);
  }
  /// The first pair by which the one runs as A beside the other as B, before
  /// \p Best.
  size_t first(FunctionId AsA, FunctionId AsB, size_t Best) const;
  size_t firstOf(FunctionId F) const;

private:
  CallersOf Callers;
  std::vector<std::vector<FunctionId>> Started;
  Ways Tasks, Starters;

  template <typename Admits>
  static void
  least(const std::unordered_map<FunctionId, std::vector<size_t>> &Of,
        FunctionId F, size_t &Best, const Admits &Admit) {
    auto It = Of.find(F);
    if (It == Of.end())
      return;
    for (size_t I : It->second) {
      if (I >= Best)
        return;
      if (Admit(I)) {
        Best = I;
        return;
      }
    }
  }
};

Concurrency::Evidence::Evidence(const Program &Prog, const Options &O)
    : Callers(Prog.impl()), Started(Prog.functions().size()),
      Tasks(Prog.functions().size()), Starters(Prog.functions().size()) {
  const Program::Impl &P = Prog.impl();
  const size_t N = P.Functions.size();
  std::vector<TaskSummary> Summaries(N);
  std::map<FunctionId, TaskResult> Results;
  TaskNames Names(O);
  for (const std::vector<FunctionId> &Component : P.Components)
    for (FunctionId F : Component) {
      TaskResult Result = followTasks(P, F, O, Names, Summaries);
      Summaries[F] = Result.Summary;
      for (FunctionId Task : Result.Started)
        insert(Started[F], Task);
      if (!Result.Pairs.empty())
        Results.emplace(F, std::move(Result));
    }
  for (auto &[F, R] : Results)
    for (size_t I = 0; I < R.Pairs.size(); ++I) {
      Tasks.root(R.Pairs[I].A);
      (R.Own[I] ? Starters : Tasks).root(R.Pairs[I].B);
      WithA[R.Pairs[I].A].push_back(Pairs.size());
      WithB[R.Pairs[I].B].push_back(Pairs.size());
      Pairs.push_back(std::move(R.Pairs[I]));
      Own.push_back(R.Own[I]);
    }
}

size_t Concurrency::Evidence::first(FunctionId AsA, FunctionId AsB,
                                    size_t Best) const {
  for (FunctionId A : runBy(AsA))
    least(WithA, A, Best, [&](size_t I) {
      return contains(Own[I] ? awaitedBy(AsB) : runBy(AsB), Pairs[I].B);
    });
  return Best;
}

size_t Concurrency::Evidence::firstOf(FunctionId F) const {
  size_t Best = Pairs.size();
  for (FunctionId Task : runBy(F)) {
    least(WithA, Task, Best, [](size_t) { return true; });
    least(WithB, Task, Best, [&](size_t I) { return !Own[I]; });
  }
  for (FunctionId Starter : awaitedBy(F))
    least(WithB, Starter, Best, [&](size_t I) { return bool(Own[I]); });
  return Best;
}

Concurrency::Concurrency(const Program &P, const Options &O)
    : E(P.made<Evidence>(O)) {}

const std::vector<ConcurrentPair> &Concurrency::pairs() const {
  return E.Pairs;
}

const ConcurrentPair *Concurrency::together(FunctionId F, FunctionId G) const {
  const size_t Best = E.first(G, F, E.first(F, G, E.Pairs.size()));
  return Best < E.Pairs.size() ? &E.Pairs[Best] : nullptr;
}

const ConcurrentPair *Concurrency::withAny(FunctionId F) const {
  const size_t Best = E.firstOf(F);
  return Best < E.Pairs.size() ? &E.Pairs[Best] : nullptr;
}

bool suspends(const Event &E, const Options &O) {
  return E.K == Event::Suspend && !E.NeverSuspends &&
         E.Suspending != SuspendKind::Final &&
         !matchesName(O.NonSuspendingAwaitables, E.AwaitableRecord);
}

} // namespace cotidy
