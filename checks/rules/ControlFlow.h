//===- ControlFlow.h - What may run after what ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_CONTROLFLOW_H
#define COTIDY_RULES_CONTROLFLOW_H

#include "program/Options.h"
#include "program/Program.h"

namespace cotidy {

/// A natural loop: the blocks from which its head is reached again without
/// leaving it.
struct Loop {
  uint32_t Head = 0;
  std::vector<bool> Blocks; ///< by block index
  bool Suspends = false;    ///< a co_await or co_yield in it may suspend
};

/// The order in which a function's events may run. A block's terminator is the
/// event whose index is the number of the block's events.
class ControlFlow {
public:
  ControlFlow(const Program &P, FunctionId F, const Options &O);

  /// May \p To run after \p From in one activation? An event may run after
  /// itself only around a loop.
  bool mayFollow(EventRef From, EventRef To) const;

  /// Does a path from the entry to \p At pass a co_await or co_yield that may
  /// suspend? The initial suspension does not count.
  bool afterSuspension(EventRef At) const;

  const std::vector<EventRef> &suspensions() const { return Suspensions; }
  const std::vector<Loop> &loops() const { return Loops; }

  /// The innermost loop around a block; null outside of loops.
  const Loop *loopAround(uint32_t Block) const;

  /// The branch or loop that the condition at the end of \p Block belongs to:
  /// its own terminator, or for an operand of && and || the statement's. Null
  /// where the result is a value and no branch.
  const Terminator *decision(uint32_t Block) const;

  /// Is there a path of one edge or more?
  bool reaches(uint32_t From, uint32_t To) const { return Reach[From][To]; }

private:
  const std::vector<Block> &Blocks;
  std::vector<std::vector<bool>> Reach; ///< [From][To], over one edge or more
  std::vector<EventRef> Suspensions;
  std::vector<Loop> Loops; ///< inner loops before the loops around them
};

} // namespace cotidy

#endif // COTIDY_RULES_CONTROLFLOW_H
