//===- CallerView.h - What a caller does after it passed a value -*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_CALLERVIEW_H
#define COTIDY_RULES_CALLERVIEW_H

#include "rules/Copies.h"

namespace cotidy {

/// The first read, in the order of execution, of the variable that \p From
/// passed: before the caller writes it again, and otherwise than to pass it by
/// value to a coroutine once more. Null where there is none. The counter of a
/// loop around the call, which the caller itself counts, is not read in this
/// sense: nobody expects the coroutine to count it.
const Access *readAfter(const Program &P, const Passed &From, const Options &O);

/// Does the caller pass the variable nowhere else, and do nothing with it after
/// the call?
bool isLastUse(const Program &P, const Passed &From, const Options &O);

/// Is the call in a loop that writes the variable anew for each round?
bool isWrittenAround(const Program &P, const Passed &From, const Options &O);

/// A change that the caller makes to the variable after the call, while the
/// task may still run.
const Access *changedAfter(const Program &P, const Passed &From,
                           const Options &O);

/// Another coroutine that the same function hands the same variable.
struct Sibling {
  FunctionId F = None;
  EventRef At; ///< the Call or Closure event
  bool ByValue = false;
  uint32_t Index = 0; ///< of the parameter or capture
};
std::vector<Sibling> siblings(const Program &P, const Passed &From,
                              FunctionId Of);

} // namespace cotidy

#endif // COTIDY_RULES_CALLERVIEW_H
