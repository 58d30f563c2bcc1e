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

#include "program/Program.h"
#include <map>

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
  explicit Accessors(const Program &P) : P(P) {}

  /// Of a call whose one callee's body is seen and is no coroutine; empty for
  /// any other.
  Accessed of(EventRef Call);

private:
  struct Own {
    std::vector<Place> Given;
    std::vector<Accessed::Taking> Taken;
  };
  const Program &P;
  std::map<FunctionId, Own> Known;

  const Own &own(FunctionId F);
};

} // namespace cotidy

#endif // COTIDY_RULES_ACCESSORS_H
