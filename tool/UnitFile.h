//===- UnitFile.h - A parsed unit as bytes ----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A head with what became of the input and what was read for it, then the
// summary. The cache's entries are that, and what a process that parsed sends.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_UNITFILE_H
#define COTIDY_TOOL_UNITFILE_H

#include "Parse.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>

namespace cotidy {

/// Without its summary.
struct UnitHead {
  ParsedUnit Unit;
  size_t NumCoroutines = 0; ///< numCoroutines() of its summary
  llvm::StringRef Summary;  ///< for readSummary(); empty where Unit has none
};

std::string writeUnit(const ParsedUnit &Unit);

/// Nothing where \p Bytes are not what writeUnit() writes.
std::optional<UnitHead> readHead(llvm::StringRef Bytes);
std::optional<ParsedUnit> readUnit(std::string Bytes);
/// With its summary, unless that is damaged. It is left in the head's bytes,
/// which \p Owner keeps.
std::optional<ParsedUnit> readUnit(UnitHead Head,
                                   std::shared_ptr<const void> Owner);

/// That the summary has, system headers' too.
size_t numCoroutines(const TUSummary &Summary);

} // namespace cotidy

#endif // COTIDY_TOOL_UNITFILE_H
