//===- ValueFlow.h - What a changed value reaches ---------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_VALUEFLOW_H
#define COTIDY_RULES_VALUEFLOW_H

#include "rules/ControlFlow.h"

namespace cotidy {

/// What becomes of an object's value after it was changed. All false: the
/// changes are dead.
struct Reached {
  bool Returned = false; ///< returned, yielded or thrown
  bool Stored = false; ///< moved out, or stored where it outlives the function
  bool PassedOn = false;      ///< an argument of a call, captured, awaited
  bool LoopCondition = false; ///< decides whether a loop goes on
  bool Decides = false;       ///< decides anything else

  bool delivered() const { return Returned || Stored; }
  bool dead() const {
    return !delivered() && !PassedOn && !LoopCondition && !Decides;
  }
  bool onlyLoopCondition() const {
    return LoopCondition && !delivered() && !PassedOn && !Decides;
  }
};

/// Follows what the writes \p Updates of a part of \p Root (a parameter,
/// capture or local, without path) leave in it, through locals and operations.
/// Reads that no update can precede do not count, nor do reads that only make
/// the next update.
Reached whatReaches(const Program &P, const ControlFlow &Flow, FunctionId F,
                    const Place &Root,
                    const std::vector<const Access *> &Updates);

/// Is it a part of the function's own frame: of a variable, or of a parameter
/// or capture that is a copy?
bool isOwnCopy(const Function &Fn, const Place &Where);

} // namespace cotidy

#endif // COTIDY_RULES_VALUEFLOW_H
