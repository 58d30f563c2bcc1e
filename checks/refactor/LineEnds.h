//===- LineEnds.h - Texts with the line ends of a file ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_LINEENDS_H
#define COTIDY_REFACTOR_LINEENDS_H

#include <string>
#include <string_view>

namespace cotidy {

/// \p Text, whose lines end in `\n`, with the line ends of \p File: `\r\n`
/// where its first line ends so.
std::string withLineEnds(std::string_view Text, std::string_view File);

} // namespace cotidy

#endif // COTIDY_REFACTOR_LINEENDS_H
