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
  struct Member {
    std::string Name;     ///< as the note says it
    FunctionId In = None; ///< whose variable it is; None for a global
    Place Where; ///< a Global, or what the owner passes. Unknown: no call shows
    bool Found = false; ///< the finding is about it, not only beside it
  };
  /// A parameter or capture of a taker that the object replaces. A taker that
  /// is no coroutine hands it on to one.
  struct Replaced {
    FunctionId F = None;
    Place Root;
    uint32_t Member = 0; ///< index into Members
    bool Found = false;  ///< the finding is about it
  };
  std::vector<Member> Members;
  std::vector<Replaced> Copies;
  FunctionId Owner = None; ///< None: no function that is seen is above all uses
  /// What other functions pass the same coroutines by value: each would own an
  /// object of its own. Theirs have no Others.
  std::vector<StateObject> Others;
  std::vector<FunctionId> Takers;
  bool Threads = false; ///< the program starts threads

  /// "pass one state object instead: a struct that holds 'counter' and
  /// 'should_continue', owned by 'main', taken by 'methodOne' and 'methodTwo'"
  std::string cure(const Program &P) const;
};

/// The functions that, through whatever calls, run all of \p Users: every way
/// into them passes each. The nearest comes first. Some of them may be users.
std::vector<FunctionId> commonOwners(const Program &P,
                                     const std::vector<FunctionId> &Users);

/// Does the program enter \p F no more than once? So it is with main, and with
/// what has one call, outside of loops, in a function that runs once.
bool runsOnce(const Program &P, FunctionId F, const Options &O);

/// The state object for globals that the coroutines \p Takers use together.
/// Whoever holds it is to run once, if there is such a function: what is held
/// by one that runs again starts anew each time.
StateObject stateOfGlobals(const Program &P,
                           const std::vector<GlobalId> &Globals,
                           std::vector<FunctionId> Takers, const Options &O,
                           bool Threads);

/// The state object for a by-value parameter or by-copy capture, as the caller
/// that \p Call shows would hold it, or the caller's caller where that is a
/// copy too: with the other variables that go by value to the same coroutines.
/// Without a call, the copy alone. \p Threads is what
/// startsThreads() says.
StateObject stateOfCopies(const Program &P, const Copy &C, const Passed *Call,
                          const Options &O, bool Threads);

/// Does anything in the program start a thread or a pool of them?
bool startsThreads(const Program &P);
bool startsThreads(const Function &F);

} // namespace cotidy

#endif // COTIDY_RULES_STATEOBJECT_H
