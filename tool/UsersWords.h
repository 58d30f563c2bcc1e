//===- UsersWords.h - What users of a class evaluate ------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_USERSWORDS_H
#define COTIDY_TOOL_USERSWORDS_H

#include "Words.h"
#include "llvm/ADT/ArrayRef.h"

namespace cotidy {

/// The names that are evaluated by who uses what stands in \p Text, and who
/// need name nothing for it: in default initialisers of members, default
/// arguments of templates and of operators. Rather too many than too few.
WordSet usersWords(llvm::ArrayRef<FileWords::Token> Text);

} // namespace cotidy

#endif // COTIDY_TOOL_USERSWORDS_H
