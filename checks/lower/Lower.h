//===- Lower.h - Clang's AST to the IR --------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_LOWER_LOWER_H
#define COTIDY_LOWER_LOWER_H

#include "ir/IR.h"

namespace clang {
class ASTContext;
}

namespace cotidy {

/// Summarises a parsed translation unit: every function with a body outside
/// system headers, every variable of static or thread storage duration that
/// they use. Never fails; what it does not understand becomes a call of an
/// unknown function over the same operands.
TUSummary lower(clang::ASTContext &Context);

} // namespace cotidy

#endif // COTIDY_LOWER_LOWER_H
