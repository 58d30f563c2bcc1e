//===- Dataflow.h - What holds at each point of a function ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The worklist that flow-sensitive checks share. A block is visited again only
// when what holds at its entry changed, so that the cost is the number of
// blocks times how often an entry can change: once, and once more for each loop
// around it in practice. Visits go in reverse post-order, which makes a
// function without loops one pass.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_DATAFLOW_H
#define COTIDY_RULES_DATAFLOW_H

#include "ir/IR.h"
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace cotidy {

/// For each block its place in a reverse post-order of the blocks that the
/// entry reaches; None for the others.
std::vector<uint32_t> reversePostOrder(const Function &Fn);

/// For each block the state at its entry; none where the entry does not reach
/// it. \p Transfer(State &, Block) takes a state through a block's events.
/// \p Join(State &Into, const State &From) gives true where Into changed. \p
/// Edge(State &, Block, Successor's index in Succs) adds what taking one way
/// out tells.
template <typename State, typename Transfer, typename Join, typename Edge>
std::vector<std::optional<State>>
solveForward(const Function &Fn, State Entry, Transfer T, Join J, Edge OnEdge) {
  const std::vector<uint32_t> Order = reversePostOrder(Fn);
  std::vector<std::optional<State>> At(Fn.Blocks.size());
  std::set<std::pair<uint32_t, uint32_t>> Work;
  if (Fn.Blocks.empty())
    return At;
  At[0] = std::move(Entry);
  Work.insert({Order[0], 0});
  while (!Work.empty()) {
    const uint32_t B = Work.begin()->second;
    Work.erase(Work.begin());
    State Out = *At[B];
    T(Out, B);
    const std::vector<uint32_t> &Succs = Fn.Blocks[B].End.Succs;
    for (uint32_t I = 0; I < Succs.size(); ++I) {
      const uint32_t S = Succs[I];
      State Passed = Out;
      OnEdge(Passed, B, I);
      if (!At[S])
        At[S] = std::move(Passed);
      else if (!J(*At[S], Passed))
        continue;
      Work.insert({Order[S], S});
    }
  }
  return At;
}

/// Where the same holds on every way out of a block.
template <typename State, typename Transfer, typename Join>
std::vector<std::optional<State>> solveForward(const Function &Fn, State Entry,
                                               Transfer T, Join J) {
  return solveForward(Fn, std::move(Entry), T, J,
                      [](State &, uint32_t, uint32_t) {});
}

/// Which locals a later event may still name.
class LocalLiveness {
public:
  explicit LocalLiveness(const Function &Fn);

  /// May an event after the one at \p Index of \p Block name the local before
  /// it gets another value? One whose address is taken counts until its scope
  /// ends.
  bool liveAfter(uint32_t Block, uint32_t Index, uint32_t Local) const;

private:
  std::vector<bool> Borrowed;
  std::vector<std::vector<uint32_t>> AtEnd;       ///< sorted, per block
  std::vector<std::map<uint32_t, uint32_t>> Last; ///< last use, per block
};

} // namespace cotidy

#endif // COTIDY_RULES_DATAFLOW_H
