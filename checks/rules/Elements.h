//===- Elements.h - Which element an event is about -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_ELEMENTS_H
#define COTIDY_RULES_ELEMENTS_H

#include "program/Program.h"

namespace cotidy {

/// The IR has one place for all elements of a container. This tells, by what
/// stands between the brackets or by the reference that the event goes through,
/// which one a Load or Store is about: two events with the same text mean the
/// same element as long as the variables in it keep their values, two with
/// other texts most likely not. Empty where nothing tells.
std::string elementText(const Program &P, EventRef At);

/// A value's expression, of constants, variables and operators: the same for
/// two values that are the same as long as the variables keep theirs. Empty
/// where something else is in it.
std::string valueText(const Program &P, FunctionId F, ValueId V);

} // namespace cotidy

#endif // COTIDY_RULES_ELEMENTS_H
