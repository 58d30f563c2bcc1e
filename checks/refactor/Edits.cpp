//===- Edits.cpp - The state-object refactor's edits ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Edits.h"
#include "clang/AST/ASTContext.h"

namespace cotidy {

UnitEdits editsFor(Plan &, clang::ASTContext &) { return {}; }

} // namespace cotidy
