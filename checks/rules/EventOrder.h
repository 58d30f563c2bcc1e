//===- EventOrder.h - A function's events, numbered -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The events of a function in the order of its text, block after block, and
// how long each value is needed: what a check follows of a value may be
// forgotten then.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_EVENTORDER_H
#define COTIDY_RULES_EVENTORDER_H

#include "program/Program.h"

namespace cotidy {

class EventOrder {
public:
  EventOrder(const Program &P, FunctionId F);

  FunctionId function() const { return F; }
  uint32_t size() const { return Events.size(); }
  EventRef at(uint32_t Number) const { return Events[Number]; }
  uint32_t first(uint32_t Block) const { return FirstOf[Block]; }
  uint32_t number(EventRef At) const { return FirstOf[At.Block] + At.Index; }

  /// Values that no later event of their block names, and no condition: not as
  /// operand, argument or receiver, and not as the root of a place.
  const std::vector<ValueId> &endingAt(uint32_t Number) const {
    return EndAt[Number];
  }
  /// Values that only the block's condition still names.
  const std::vector<ValueId> &endingWith(uint32_t Block) const {
    return EndWith[Block];
  }

  /// The events that give a local, or a part of it, a value.
  const std::vector<uint32_t> &storesTo(uint32_t Local) const {
    return Stores[Local];
  }
  /// What a Load of a local gives that gets its one value as a whole; of any
  /// other value itself.
  ValueId throughLocal(const Program &P, ValueId V) const;

private:
  FunctionId F;
  std::vector<EventRef> Events;
  std::vector<uint32_t> FirstOf;
  std::vector<std::vector<ValueId>> EndAt, EndWith;
  std::vector<std::vector<uint32_t>> Stores; ///< per local
};

} // namespace cotidy

#endif // COTIDY_RULES_EVENTORDER_H
