//===- Invalidation.h - What a container's methods invalidate ----*- C++
//-*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_INVALIDATION_H
#define COTIDY_RULES_INVALIDATION_H

#include <string_view>

namespace cotidy {

/// What may no longer be used after a method was called on its container.
enum class Invalidates : unsigned char {
  Nothing,
  Iterators, ///< references and pointers to elements stay valid
  Erased,    ///< what refers to the elements that go away
  All,       ///< iterators and references, some of them or every one
};

/// By the standard's container requirements; \p Record is the class's qualified
/// name, \p Method its last component. Nothing for classes that are not in
/// namespace std.
Invalidates invalidates(std::string_view Record, std::string_view Method);

} // namespace cotidy

#endif // COTIDY_RULES_INVALIDATION_H
