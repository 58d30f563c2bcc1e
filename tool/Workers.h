//===- Workers.h - Work on several threads ----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_WORKERS_H
#define COTIDY_TOOL_WORKERS_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <vector>

namespace cotidy {

/// Calls \p Work with 0 … \p Count - 1, on \p Jobs threads (0: one a core) with
/// stacks that suffice for Clang. False in the result: that call crashed, of a
/// signal or of a stack that overflowed; what it held stays held. Of the others
/// no thread is left.
std::vector<bool> runAll(size_t Count, unsigned Jobs,
                         llvm::function_ref<void(size_t)> Work);

} // namespace cotidy

#endif // COTIDY_TOOL_WORKERS_H
