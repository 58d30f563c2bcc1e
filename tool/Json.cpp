//===- Json.cpp - The report as Json --------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

namespace cotidy {

void writeJson(llvm::raw_ostream &, const Results &, Sources &, bool) {}

} // namespace cotidy
