//===- ResourceDirectory.h - Where Clang's own headers are ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_RESOURCEDIRECTORY_H
#define COTIDY_TOOL_RESOURCEDIRECTORY_H

#include <string>

namespace cotidy {

/// The folder with stddef.h and its likes of the Clang that cotidy is built
/// against: lib/clang/VERSION in cotidy's own tree where it was installed with
/// them, else that of LLVM's installation. Empty where neither is there.
std::string resourceDirectory();

} // namespace cotidy

#endif // COTIDY_TOOL_RESOURCEDIRECTORY_H
