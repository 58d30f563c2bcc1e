//===- LineEnds.cpp - Texts with the line ends of a file ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/LineEnds.h"

namespace cotidy {

std::string withLineEnds(std::string_view Text, std::string_view File) {
  const size_t First = File.find('\n');
  const bool HasReturns =
      First != std::string_view::npos && First > 0 && File[First - 1] == '\r';
  std::string Result;
  for (const char C : Text) {
    // What was copied from the file has its line ends already.
    if (C == '\n' && HasReturns && !Result.ends_with('\r'))
      Result += '\r';
    Result += C;
  }
  return Result;
}

} // namespace cotidy
