//===- Revalidations.h - Has anything changed meanwhile? --------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   const int mine = ++generation;
//   auto page = co_await load();
//   if (mine != generation)             // <-- here
//     co_return;
//   current = page;
//
// Who compares what a coroutine remembers of an object with what is there now
// knows whether somebody was at work meanwhile, and that decides over the rest
// that is remembered of this object.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_REVALIDATIONS_H
#define COTIDY_RULES_REVALIDATIONS_H

#include "rules/EventOrder.h"
#include <map>

namespace cotidy {

class Revalidations {
public:
  Revalidations(const Program &P, const EventOrder &Order);

  /// Does event \p N settle whether what is known of \p Where, a resolved
  /// place, still holds?
  bool settles(uint32_t N, const Place &Where) const;
  bool any(uint32_t N) const { return At.contains(N); }

private:
  std::map<uint32_t, Place> At; ///< what is compared with its earlier self
};

} // namespace cotidy

#endif // COTIDY_RULES_REVALIDATIONS_H
