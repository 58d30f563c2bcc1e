//===- Sequencing.h - What C++ leaves without an order ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// C++17 sequences assignments (right before left), `<<`, `>>`, `[]`, `,`, `&&`,
// `||`, `?:`, braced lists, and a call's object before its arguments. The
// operands of other operators and the arguments of one call have no order.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_SEQUENCING_H
#define COTIDY_RULES_SEQUENCING_H

#include "program/Options.h"
#include "program/Program.h"

namespace cotidy {

/// A scalar that one operand reads, and a suspension in another operand.
struct Unsequenced {
  EventRef Read;       ///< a Load
  EventRef Suspension; ///< a Suspend
  EventRef Around;     ///< the Op or Call that has both as operands
  bool operator==(const Unsequenced &) const = default;
};

/// In the order of the events that have the operands. A read is paired with
/// every suspension that nothing orders it with.
std::vector<Unsequenced> unsequencedReads(const Program &P, FunctionId F,
                                          const Options &O);

} // namespace cotidy

#endif // COTIDY_RULES_SEQUENCING_H
