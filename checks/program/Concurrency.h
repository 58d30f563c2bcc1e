//===- Concurrency.h - Which coroutines run beside which --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_CONCURRENCY_H
#define COTIDY_PROGRAM_CONCURRENCY_H

#include "program/Options.h"
#include "program/Program.h"
#include <optional>

namespace cotidy {

/// Two tasks that run beside each other, and where that is seen.
struct ConcurrentPair {
  FunctionId A = None,
             B = None; ///< the coroutines started; equal for two of one
  /// Where each is called; equal for a spawn in a loop. CallB is not valid
  /// where B is the function that started A and goes on.
  EventRef CallA, CallB;
  Location Where;  ///< the combinator, the second spawn, the loop's spawn
  std::string How; ///< "'when_all' runs both", "spawned in a loop" …
};

/// Evidence of concurrency: two tasks in one combinator call, two spawns before
/// a join, a spawn in a loop, a task started and kept while another is awaited.
class Concurrency {
public:
  /// What is evident is found once for a program and options.
  Concurrency(const Program &P, const Options &O);

  const std::vector<ConcurrentPair> &pairs() const;

  /// A pair by which \p F, itself or as something awaited by a started task,
  /// runs beside \p G. F and G may be the same function.
  const ConcurrentPair *together(FunctionId F, FunctionId G) const;
  /// … beside anything at all.
  const ConcurrentPair *withAny(FunctionId F) const;

private:
  class Evidence;
  const Evidence &E;
};

/// Can this Suspend event suspend, as far as options and lowering know?
bool suspends(const Event &E, const Options &O);

} // namespace cotidy

#endif // COTIDY_PROGRAM_CONCURRENCY_H
