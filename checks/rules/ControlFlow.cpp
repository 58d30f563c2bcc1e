//===- ControlFlow.cpp - What may run after what ----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ControlFlow.h"
#include "program/Concurrency.h"
#include <algorithm>

namespace cotidy {

namespace {

using Graph = std::vector<std::vector<uint32_t>>;

std::vector<bool> reachableFrom(const Graph &Succs, uint32_t Start) {
  std::vector<bool> Seen(Succs.size());
  std::vector<uint32_t> Work(Succs[Start]);
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    if (Seen[B])
      continue;
    Seen[B] = true;
    Work.insert(Work.end(), Succs[B].begin(), Succs[B].end());
  }
  return Seen;
}

/// Does every path from the entry to \p B pass \p A?
std::vector<bool> dominatedBy(const Graph &Succs, uint32_t A) {
  std::vector<bool> Avoiding(Succs.size());
  std::vector<uint32_t> Work;
  if (A != 0)
    Work.push_back(0);
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    if (B == A || Avoiding[B])
      continue;
    Avoiding[B] = true;
    Work.insert(Work.end(), Succs[B].begin(), Succs[B].end());
  }
  Avoiding.flip();
  return Avoiding;
}

/// The natural loop of the back edges from \p Tails to \p Head.
Loop naturalLoop(const Graph &Preds, uint32_t Head,
                 const std::vector<uint32_t> &Tails) {
  Loop L;
  L.Head = Head;
  L.Blocks.resize(Preds.size());
  L.Blocks[Head] = true;
  std::vector<uint32_t> Work(Tails);
  while (!Work.empty()) {
    uint32_t B = Work.back();
    Work.pop_back();
    if (L.Blocks[B])
      continue;
    L.Blocks[B] = true;
    Work.insert(Work.end(), Preds[B].begin(), Preds[B].end());
  }
  return L;
}

std::vector<Loop> findLoops(const Graph &Succs,
                            const std::vector<std::vector<bool>> &Reach) {
  Graph Preds(Succs.size());
  for (uint32_t B = 0; B < Succs.size(); ++B)
    for (uint32_t S : Succs[B])
      Preds[S].push_back(B);

  std::vector<Loop> Loops;
  for (uint32_t Head = 0; Head < Succs.size(); ++Head) {
    if (!Reach[Head][Head])
      continue;
    std::vector<bool> Dominated = dominatedBy(Succs, Head);
    std::vector<uint32_t> Tails;
    for (uint32_t B : Preds[Head])
      if (Dominated[B] && (B == Head || Reach[Head][B]))
        Tails.push_back(B);
    if (!Tails.empty())
      Loops.push_back(naturalLoop(Preds, Head, Tails));
  }
  auto Size = [](const Loop &L) {
    return std::count(L.Blocks.begin(), L.Blocks.end(), true);
  };
  std::sort(Loops.begin(), Loops.end(), [&](const Loop &A, const Loop &B) {
    return std::make_pair(Size(A), A.Head) < std::make_pair(Size(B), B.Head);
  });
  return Loops;
}

} // namespace

ControlFlow::ControlFlow(const Program &P, FunctionId F, const Options &O)
    : Blocks(P.function(F).Blocks) {
  Graph Succs;
  for (const Block &B : Blocks)
    Succs.push_back(B.End.Succs);
  for (uint32_t B = 0; B < Blocks.size(); ++B)
    Reach.push_back(reachableFrom(Succs, B));
  Loops = findLoops(Succs, Reach);

  for (uint32_t B = 0; B < Blocks.size(); ++B)
    for (uint32_t I = 0; I < Blocks[B].Events.size(); ++I) {
      const Event &E = Blocks[B].Events[I];
      if (E.K != Event::Suspend || E.Suspending == SuspendKind::Initial ||
          E.Suspending == SuspendKind::Final || !suspends(E, O))
        continue;
      Suspensions.push_back({F, B, I});
      for (Loop &L : Loops)
        if (L.Blocks[B])
          L.Suspends = true;
    }
}

bool ControlFlow::mayFollow(EventRef From, EventRef To) const {
  if (From.Block == To.Block && From.Index < To.Index)
    return true;
  return Reach[From.Block][To.Block];
}

bool ControlFlow::afterSuspension(EventRef At) const {
  return std::any_of(Suspensions.begin(), Suspensions.end(),
                     [&](EventRef S) { return mayFollow(S, At); });
}

const Terminator *ControlFlow::decision(uint32_t Block) const {
  // The right operand of && comes where the left one is true, of || where
  // false.
  for (size_t Steps = 0; Steps < Blocks.size(); ++Steps) {
    const Terminator &T = Blocks[Block].End;
    if (T.K == Terminator::And)
      Block = T.Succs[0];
    else if (T.K == Terminator::Or)
      Block = T.Succs[1];
    else
      return T.K == Terminator::Jump ? nullptr : &T;
  }
  return nullptr;
}

const Loop *ControlFlow::loopAround(uint32_t Block) const {
  for (const Loop &L : Loops)
    if (L.Blocks[Block])
      return &L;
  return nullptr;
}

} // namespace cotidy
