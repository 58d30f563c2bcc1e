//===- Queries.h - What cotidy answers instead of linting -------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_QUERIES_H
#define COTIDY_TOOL_QUERIES_H

namespace llvm {
class raw_ostream;
}

namespace cotidy {

class Config;
class Messages;
struct CommandLine;

/// Answers --list-checks, --explain, --dump-config, --explain-config or
/// --verify-config on \p OS, and whatever else \p Line has an answer to. False
/// where it asks for none of them.
bool answer(llvm::raw_ostream &OS, const CommandLine &Line,
            Config &Configuration, bool Color, Messages &Out);

} // namespace cotidy

#endif // COTIDY_TOOL_QUERIES_H
