//===- ScanCache.h - What units include, kept -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SCANCACHE_H
#define COTIDY_TOOL_SCANCACHE_H

#include "Scan.h"
#include <optional>

namespace cotidy {

class Cache;

/// The unit as an earlier run scanned it; nothing where a file has changed.
/// Both are safe on several threads.
std::optional<ScannedUnit> findScan(Cache &In, const Input &Of,
                                    const ArgumentEdits &Edits);
void keepScan(Cache &In, const Input &Of, const ArgumentEdits &Edits,
              const ScannedUnit &Unit);

} // namespace cotidy

#endif // COTIDY_TOOL_SCANCACHE_H
