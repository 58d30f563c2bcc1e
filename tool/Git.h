//===- Git.h - Questions to git ---------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_GIT_H
#define COTIDY_TOOL_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace cotidy {

/// What `git ARGUMENTS…` prints, run in the working directory. An error, with
/// git's first line of complaint, where it fails.
llvm::Expected<std::string> git(llvm::ArrayRef<llvm::StringRef> Arguments);

} // namespace cotidy

#endif // COTIDY_TOOL_GIT_H
