//===- Accessors.h - Functions that give or take one value ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `a.balance()` gives and `a.setBalance(n)` takes, field by field: effects
// know of whole objects only.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_ACCESSORS_H
#define COTIDY_RULES_ACCESSORS_H

#include "ir/Lazy.h"
#include "program/Program.h"

namespace cotidy {

/// What one call gives and takes, in the terms of the function that calls.
struct Accessed {
  /// The result is computed from the values of these places.
  std::vector<Place> Given;
  /// The place gets a new value, computed from that argument alone.
  struct Taking {
    Place Where;
    uint32_t Argument;
  };
  std::vector<Taking> Taken;
};

class Accessors {
public:
  /// Looks at what coroutines call, and has \p P forget the bodies again: to be
  /// made before a check looks at functions.
  Accessors(const Program &P, const Options &O);

  /// Of a call whose one callee's body is seen and is no coroutine; empty for
  /// any other.
  Accessed of(EventRef Call) const;

private:
  struct Own {
    std::vector<Place> Given;
    std::vector<Accessed::Taking> Taken;
  };
  const Program &P;
  std::vector<Lazy<Own>> Known; ///< of each function

  FunctionId body(EventRef Call) const;
  const Own &own(FunctionId F) const;
  Own found(FunctionId F) const;
};

} // namespace cotidy

#endif // COTIDY_RULES_ACCESSORS_H
