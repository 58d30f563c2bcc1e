//===- Crossings.h - What refers elsewhere over a suspension ----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows pointers, references, iterators and views through a coroutine: where
// each was made, whether the coroutine was suspended since, and where it is
// used then.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_CROSSINGS_H
#define COTIDY_RULES_CROSSINGS_H

#include "program/Options.h"
#include "program/Program.h"
#include <functional>

namespace cotidy {

struct Crossing {
  EventRef Made; ///< where it came to refer to the object
  EventRef Suspension;
  EventRef Use;          ///< where what it refers to is reached through it
  Place Object;          ///< resolved
  uint32_t Local = None; ///< what holds it; None for a temporary
};

/// The first use of each local, and of each temporary, that refers to an object
/// which \p Wanted takes and that crossed a suspension since it was given that
/// object. In the order of the uses. Linear in the function's length, times
/// what is held at one suspension.
std::vector<Crossing>
crossings(const Program &P, FunctionId F, const Options &O,
          const std::function<bool(const Place &)> &Wanted);

} // namespace cotidy

#endif // COTIDY_RULES_CROSSINGS_H
