//===- Crashes.h - Crashes that tests ask for -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_CRASHES_H
#define COTIDY_TOOL_CRASHES_H

#include "llvm/ADT/StringRef.h"

namespace cotidy {

/// What `--crash-in=NAME` or `--crash-in=WAY:NAME` asks for, where \p Place, a
/// stage, a check or a file's path, is that name or ends in it. Ways are signal
/// (which is that of a mere NAME), overflow, fatal, exit, kill, memory and
/// hang.
void crashIfAsked(llvm::StringRef CrashIn, llvm::StringRef Place);

} // namespace cotidy

#endif // COTIDY_TOOL_CRASHES_H
