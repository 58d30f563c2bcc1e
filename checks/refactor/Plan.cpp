//===- Plan.cpp - What the state-object refactor would do -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/Plan.h"

namespace cotidy {

std::vector<Plan> plans(const Program &, const std::vector<Finding> &,
                        const Options &) {
  return {};
}

} // namespace cotidy
