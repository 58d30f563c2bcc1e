//===- Reach.h - Who must be handed a state object --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_REACH_H
#define COTIDY_REFACTOR_REACH_H

#include "refactor/Plan.h"
#include "rules/Lifetimes.h"
#include "rules/StateObject.h"
#include <map>
#include <set>

namespace cotidy {

/// The functions between a state object's owner and the uses of its members,
/// with every call on the way, and what stands against handing it on there.
struct Reach {
  std::vector<FunctionId> Takers; ///< sorted; the owner is not among them
  std::vector<FunctionId> Unused; ///< takers that only override others; sorted
  std::vector<EventRef> Calls;    ///< of takers, in order
  std::vector<EventRef> Closures; ///< that have to capture it
  std::vector<Refusal> Refused;
};

/// Why the function cannot be given another parameter; empty: it can.
std::string fixedSignature(const Function &F);

/// Where the members are globals: everyone who uses them, and everyone through
/// whom those are called.
Reach reachOfGlobals(const Program &P, const StateObject &S, const Options &O);

/// Where the members are the owner's own: the coroutines that copy them.
Reach reachOfCopies(const Program &P, const StateObject &S, const Options &O);

/// Is every task that is handed the object proven to end before its owner does,
/// so that a reference will do?
bool mayRefer(const Program &P, const StateObject &S, const Reach &R,
              const Lifetimes &L, const Options &O);

} // namespace cotidy

#endif // COTIDY_REFACTOR_REACH_H
