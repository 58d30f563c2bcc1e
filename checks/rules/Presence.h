//===- Presence.h - Is what a test asked for there? -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_PRESENCE_H
#define COTIDY_RULES_PRESENCE_H

#include "rules/EventOrder.h"
#include <optional>

namespace cotidy {

/// Does the way out of a block mean that what \p Read looked at is there: set,
/// not null, not empty, found? None where the condition does not tell.
std::optional<bool> isThere(const Program &P, const EventOrder &Order,
                            EventRef Read, uint32_t Branch, uint32_t Way);

/// Does \p Read ask for one element among many, itself or in a function?
bool isLookup(const Program &P, EventRef Read);

} // namespace cotidy

#endif // COTIDY_RULES_PRESENCE_H
