//===- StateObject.h - The cure that a note proposes ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_STATEOBJECT_H
#define COTIDY_RULES_STATEOBJECT_H

#include "rules/Copies.h"

namespace cotidy {

/// Values that belong together, the function that could hold them in one
/// object, and the coroutines that would take it.
struct StateObject {
  std::vector<std::string> Members;
  FunctionId Owner = None; ///< None: no function that is seen is above all uses
  std::vector<FunctionId> Takers;
  bool Threads = false; ///< the program starts threads

  /// "pass one state object instead: a struct that holds 'counter' and
  /// 'should_continue', owned by 'main', taken by 'methodOne' and 'methodTwo'"
  std::string cure(const Program &P) const;
};

/// The nearest function that, through whatever calls, runs all of \p Users:
/// every way into them passes it. It may be one of them, but none of
/// \p Excluded. None where there is no such function.
FunctionId commonOwner(const Program &P, const std::vector<FunctionId> &Users,
                       const std::vector<FunctionId> &Excluded);

/// The state object for a by-value parameter or by-copy capture, as the caller
/// that \p Call shows would hold it: with the other variables that go by value
/// to the same coroutines. Without a call, the copy alone. \p Threads is what
/// startsThreads() says.
StateObject stateOfCopies(const Program &P, const Copy &C, const Passed *Call,
                          const Options &O, bool Threads);

/// Does anything in the program start a thread or a pool of them?
bool startsThreads(const Program &P);

} // namespace cotidy

#endif // COTIDY_RULES_STATEOBJECT_H
