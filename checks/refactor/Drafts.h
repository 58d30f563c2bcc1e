//===- Drafts.h - Groups of findings that one plan cures --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_DRAFTS_H
#define COTIDY_REFACTOR_DRAFTS_H

#include "rules/Finding.h"
#include "rules/StateObject.h"
#include <optional>

namespace cotidy {

/// A group, as each of its owners has it, and the findings that it would cure.
struct Draft {
  std::vector<StateObject> States;
  std::vector<size_t> Findings;
};

/// The groups of all findings with a cure, each in one: in the findings' order.
std::vector<Draft> drafts(const std::vector<Finding> &Findings);

/// One group of all owners' variables: what goes into one parameter is one
/// member. Each of Others has a Where for each member then, Unknown where it
/// has no such variable. Null where owners do not agree.
std::optional<StateObject> merged(std::vector<StateObject> States);

/// Takes out of \p S what is to stay a copy. What a coroutine changes without a
/// finding, such as a countdown, it is to have for itself. What goes the same
/// way as what has findings is not shared where its owner changes it.
void keepOwnCopies(const Program &P, StateObject &S);

/// What one of All.Others, \p Its, passes beside its variables is a member too,
/// where nobody can tell: who takes it only looks at it, and the owner never
/// changes it.
void addLookedAt(const Program &P, const StateObject &All, StateObject &Its);

} // namespace cotidy

#endif // COTIDY_REFACTOR_DRAFTS_H
