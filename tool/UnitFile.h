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
  size_t NumCoroutines = 0; ///< that the summary has, system headers' too
  llvm::StringRef Summary;  ///< for readSummary(); empty where Unit has none
};

std::string writeUnit(const ParsedUnit &Unit);

/// Nothing where \p Bytes are not what writeUnit() writes. The unit's summary
/// is left in them; \p Owner keeps them.
std::optional<UnitHead> readHead(llvm::StringRef Bytes);
std::optional<ParsedUnit> readUnit(llvm::StringRef Bytes,
                                   std::shared_ptr<const void> Owner);
/// With its summary, unless that is damaged.
std::optional<ParsedUnit> readUnit(UnitHead Head,
                                   std::shared_ptr<const void> Owner);

} // namespace cotidy

#endif // COTIDY_TOOL_UNITFILE_H
