//===- Places.h - Making places ---------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_PLACES_H
#define COTIDY_LOWER_PLACES_H

#include "ir/IR.h"
#include <optional>

namespace cotidy {

/// A part of a place. An element of what a pointer points to is what another
/// pointer into the same array points to; recursive structures are cut off.
Place extended(Place P, PathElement::Kind K, TextRef Name = {});

/// What elementOf() gives of an object: unlike an array's, a container's
/// elements are parts of it also where a pointer or reference leads to it.
Place elementPlace(Place P, PathElement::Kind K);

/// The temporary object that an event makes.
Place valuePlace(ValueId V);

/// What an element of a system's object of that class is part of, as `v[i]`,
/// `*opt` or `p.get()` give it; nothing where the class has no elements.
std::optional<PathElement::Kind> elementOf(const Type &Class);

} // namespace cotidy

#endif // COTIDY_LOWER_PLACES_H
