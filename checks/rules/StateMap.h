//===- StateMap.h - Who uses which state ------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_STATEMAP_H
#define COTIDY_RULES_STATEMAP_H

#include "program/Concurrency.h"
#include <string>
#include <vector>

namespace cotidy {

/// The state that coroutines share, for pictures: no finding, and no verdict.
/// Locations' files are indexes into Program::files().
struct StateMap {
  struct Coroutine {
    std::string Name;
    Location Loc;
  };
  struct State {
    enum Kind : uint8_t {
      Global,
      Member, ///< of a class, whatever the object
      Local,  ///< of the function that hands it to coroutines
    };
    Kind What = Global;
    std::string Name; ///< a local's with its function's: "total of 'main'"
    Location Loc;     ///< of a member not known
  };
  /// What one coroutine does to one state, itself or through what it calls.
  struct Use {
    size_t Coroutine = 0, State = 0; ///< indexes into the lists
    bool Reads = false, Writes = false;
    bool OnCopy = false; ///< to a copy that it took by value
    bool Guarded = true; ///< always atomic or under a lock
    Location First;      ///< a write's if it writes
  };
  struct Pair {
    size_t A = 0, B = 0; ///< coroutines that run beside each other
    std::string How;     ///< "'when_all' runs both"
    Location Where;
  };
  std::vector<Coroutine> Coroutines; ///< those of a use or a pair
  std::vector<State> States;
  std::vector<Use> Uses;
  std::vector<Pair> Pairs;
};

/// State that some coroutine writes, and that is a global or used by two
/// coroutines, or by one that runs beside itself. Constants, mutexes and what
/// the options ignore are left out. In the order of the program.
StateMap stateMap(const Program &P, const Options &O);

} // namespace cotidy

#endif // COTIDY_RULES_STATEMAP_H
