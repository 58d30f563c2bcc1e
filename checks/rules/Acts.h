//===- Acts.h - What a change makes of a state ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_ACTS_H
#define COTIDY_RULES_ACTS_H

#include "rules/EventOrder.h"

namespace cotidy {

/// What a change does to the state as a whole. Whoever relies on a test is
/// surprised by others who do the same, or who replace it: a queue that is not
/// empty stays so whatever others add to it.
struct Act {
  enum Kind : uint8_t {
    Nothing,  ///< it only locates, or makes a variable
    Add,      ///< an element more
    Remove,   ///< the first or the last element less
    Erase,    ///< what has that key, if any; all: twice is as good as once
    Increase, ///< a larger number
    Decrease,
    Set,     ///< to a constant: twice is as good as once
    Replace, ///< by another value
    Settle,  ///< looks at it and changes it in one go: exchange, insert
  } K = Nothing;
  std::string Constant; ///< Set: its text

  /// Is what this act relies on lost if somebody else does \p Other?
  bool lostBy(const Act &Other) const;
  bool repeatable() const { return K == Set || K == Erase; }
};

/// What \p A, a write by the very event that it stands at, makes of the place
/// that it writes.
Act actOf(const Program &P, const Access &A);

/// What \p Did to \p Changed makes of \p Of, a place that it is a part of:
/// `map[key] = value` is an element more.
Act seenFrom(const Place &Of, Act Did, const Place &Changed);

/// How many steps of a place lead to the state that has a name of its own: up
/// to its first element.
size_t namedLength(const Place &Where);

/// Is what an event writes given by a suspension, or computed from that?
bool writesAwaited(const Program &P, const EventOrder &Order, const Event &E);

} // namespace cotidy

#endif // COTIDY_RULES_ACTS_H
