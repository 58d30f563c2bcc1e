//===- PostDominators.cpp - Where the ways out of a branch meet -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Dominators of the reversed graph, by Cooper, Harvey and Kennedy's iteration.
//
//===----------------------------------------------------------------------===//

#include "rules/PostDominators.h"
#include "rules/Dataflow.h"
#include <algorithm>

namespace cotidy {

namespace {

class Reversed {
public:
  explicit Reversed(const Function &Fn)
      : Exit(Fn.Blocks.size()), Next(Exit + 1), Before(Exit + 1),
        Rank(Exit + 1, None) {
    for (uint32_t B = 0; B < Exit; ++B) {
      for (uint32_t S : Fn.Blocks[B].End.Succs)
        link(B, S);
      if (Fn.Blocks[B].End.Succs.empty())
        link(B, Exit);
    }
    number(Exit);
    // Loops without an end, their last blocks first.
    const std::vector<uint32_t> Forward = reversePostOrder(Fn);
    std::vector<uint32_t> Blocks;
    for (uint32_t B = 0; B < Exit; ++B)
      if (Forward[B] != None && Rank[B] == None)
        Blocks.push_back(B);
    std::sort(Blocks.begin(), Blocks.end(),
              [&](uint32_t A, uint32_t B) { return Forward[A] > Forward[B]; });
    for (uint32_t B : Blocks)
      if (Rank[B] == None) {
        link(B, Exit);
        number(B);
      }
    // The exit is to come last of all.
    Post.erase(std::find(Post.begin(), Post.end(), Exit));
    Post.push_back(Exit);
    for (uint32_t I = 0; I < Post.size(); ++I)
      Rank[Post[I]] = I;
  }

  std::vector<uint32_t> dominators() const {
    std::vector<uint32_t> Of(Exit + 1, None);
    Of[Exit] = Exit;
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (auto It = Post.rbegin() + 1; It != Post.rend(); ++It) {
        uint32_t Nearest = None;
        for (uint32_t S : Next[*It])
          if (Of[S] != None)
            Nearest = Nearest == None ? S : common(Of, S, Nearest);
        Changed |= Of[*It] != Nearest;
        Of[*It] = Nearest;
      }
    }
    Of.pop_back();
    std::replace(Of.begin(), Of.end(), Exit, None);
    return Of;
  }

private:
  uint32_t Exit;
  std::vector<std::vector<uint32_t>> Next, Before;
  std::vector<uint32_t> Rank; ///< in the post-order of the reversed graph
  std::vector<uint32_t> Post;

  void link(uint32_t From, uint32_t To) {
    Next[From].push_back(To);
    Before[To].push_back(From);
  }

  void number(uint32_t Start) {
    std::vector<std::pair<uint32_t, size_t>> Stack{{Start, 0}};
    Rank[Start] = 0;
    while (!Stack.empty()) {
      auto &[B, I] = Stack.back();
      if (I == Before[B].size()) {
        Post.push_back(B);
        Stack.pop_back();
        continue;
      }
      const uint32_t Pred = Before[B][I++];
      if (Rank[Pred] == None) {
        Rank[Pred] = 0;
        Stack.push_back({Pred, 0});
      }
    }
  }

  uint32_t common(const std::vector<uint32_t> &Of, uint32_t A,
                  uint32_t B) const {
    while (A != B) {
      while (Rank[A] < Rank[B])
        A = Of[A];
      while (Rank[B] < Rank[A])
        B = Of[B];
    }
    return A;
  }
};

} // namespace

std::vector<uint32_t> postDominators(const Function &Fn) {
  return Fn.Blocks.empty() ? std::vector<uint32_t>()
                           : Reversed(Fn).dominators();
}

} // namespace cotidy
