//===- HandOvers.h - What a function hands to coroutines --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_HANDOVERS_H
#define COTIDY_RULES_HANDOVERS_H

#include "program/Flow.h"
#include "program/Sparse.h"
#include "rules/Lifetimes.h"
#include <map>

namespace cotidy {

/// What callers must know of how a function treats what it is lent: what a
/// reference parameter or capture refers to, and `this`.
struct LentSummary {
  struct Entry {
    Place::Root As = Place::Unknown; ///< of the function itself
    uint32_t Index = 0;
    FunctionId Coroutine = None;          ///< whose task uses it
    EventRef At;                          ///< starts or returns that task
    Safety Is = Safety::Safe;             ///< of a leak
    Place::Root InnerAs = Place::Unknown; ///< what Coroutine calls it
    uint32_t InnerIndex = 0;
    bool Running = false; ///< Returned: it has run to a suspension
  };
  std::vector<Entry> Leaks;    ///< tasks that the function leaves running
  std::vector<Entry> Returned; ///< tasks that it hands out
  /// For each parameter that is a task what becomes of it: bits of TaskFate.
  std::vector<unsigned> TaskParams;
};

/// When coroutines use what they are given.
class LateUses {
public:
  LateUses(const Program &P, const Options &O) : P(P), O(O) {}

  struct Use {
    EventRef At; ///< not valid where nothing is used late
    bool Certain = false;
    bool Later = false; ///< after a suspension that is not the initial one
  };
  /// The worst use of \p F's parameter, capture or This.
  Use of(FunctionId F, Place::Root As, uint32_t Index);

private:
  const Program &P;
  const Options &O;
  struct Suspended {
    std::vector<bool> AtEntry;   ///< by block
    std::vector<uint32_t> First; ///< by block: of its first suspension, or None
  };
  std::map<FunctionId, Suspended> Points;
  std::map<std::tuple<FunctionId, Place::Root, uint32_t>, Use> Known;

  const Suspended &suspended(FunctionId F);
  bool handsOn(const Event &E, EventRef At) const;
};

/// The hand-overs in the text of \p F, in order. \p Lent holds the summaries of
/// all callees.
std::vector<HandOver> collectHandOvers(const Program &P, FunctionId F,
                                       LateUses &Uses,
                                       const Sparse<LentSummary> &Lent);

/// Is it somebody else's, and not an object of the function's own?
bool isLent(const Place &Owner);

} // namespace cotidy

#endif // COTIDY_RULES_HANDOVERS_H
