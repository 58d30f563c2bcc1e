//===- Dataflow.cpp - What holds at each point of a function ----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Dataflow.h"
#include <algorithm>

namespace cotidy {

std::vector<uint32_t> reversePostOrder(const Function &Fn) {
  std::vector<uint32_t> Order(Fn.Blocks.size(), None);
  if (Fn.Blocks.empty())
    return Order;
  std::vector<uint32_t> Post;
  std::vector<bool> Seen(Fn.Blocks.size());
  std::vector<std::pair<uint32_t, uint32_t>> Stack{{0, 0}};
  Seen[0] = true;
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    const std::vector<uint32_t> &Succs = Fn.Blocks[B].End.Succs;
    if (Next == Succs.size()) {
      Post.push_back(B);
      Stack.pop_back();
      continue;
    }
    const uint32_t S = Succs[Next++];
    if (!Seen[S]) {
      Seen[S] = true;
      Stack.push_back({S, 0});
    }
  }
  for (uint32_t I = 0; I < Post.size(); ++I)
    Order[Post[I]] = Post.size() - 1 - I;
  return Order;
}

/// Calls \p Use with each local that the event reads or refers to, and \p Def
/// with the one that it gives a new value as a whole, or ends.
template <typename Use, typename Def>
static void localsOf(const Event &E, Use U, Def D) {
  auto Named = [&](const Place &P) {
    if (P.Base == Place::Local)
      U(P.Index);
  };
  if (E.Receiver)
    Named(E.Receiver->From);
  for (const Argument &A : E.Args)
    Named(A.From);
  if (E.Target.Base != Place::Local)
    return;
  if (E.K == Event::ScopeEnd || (E.K == Event::Store && E.Target.isWhole()))
    D(E.Target.Index);
  else
    U(E.Target.Index);
}

LocalLiveness::LocalLiveness(const Function &Fn)
    : Borrowed(Fn.Locals.size()), AtEnd(Fn.Blocks.size()),
      Last(Fn.Blocks.size()) {
  std::vector<std::vector<uint32_t>> Preds(Fn.Blocks.size());
  std::vector<std::vector<uint32_t>> UsedFirst(Fn.Locals.size());
  std::vector<std::set<uint32_t>> Named(Fn.Blocks.size());
  for (uint32_t B = 0; B < Fn.Blocks.size(); ++B) {
    for (uint32_t I = 0; I < Fn.Blocks[B].Events.size(); ++I) {
      const Event &E = Fn.Blocks[B].Events[I];
      localsOf(
          E,
          [&](uint32_t L) {
            if (Named[B].insert(L).second)
              UsedFirst[L].push_back(B);
            Last[B][L] = I;
          },
          [&](uint32_t L) { Named[B].insert(L); });
      if (E.K == Event::Borrow && E.Target.Base == Place::Local)
        Borrowed[E.Target.Index] = true;
    }
    for (uint32_t S : Fn.Blocks[B].End.Succs)
      Preds[S].push_back(B);
  }

  // Few locals live across a block's end; each is followed on its own, back
  // from its uses.
  for (uint32_t L = 0; L < Fn.Locals.size(); ++L) {
    std::vector<uint32_t> Work = std::move(UsedFirst[L]);
    while (!Work.empty()) {
      const uint32_t B = Work.back();
      Work.pop_back();
      for (uint32_t Pred : Preds[B])
        if (AtEnd[Pred].empty() || AtEnd[Pred].back() != L) {
          AtEnd[Pred].push_back(L);
          if (!Named[Pred].contains(L))
            Work.push_back(Pred);
        }
    }
  }
}

bool LocalLiveness::liveAfter(uint32_t Block, uint32_t Index,
                              uint32_t Local) const {
  if (Borrowed[Local] ||
      std::binary_search(AtEnd[Block].begin(), AtEnd[Block].end(), Local))
    return true;
  auto It = Last[Block].find(Local);
  return It != Last[Block].end() && It->second > Index;
}

} // namespace cotidy
