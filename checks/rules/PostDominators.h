//===- PostDominators.h - Where the ways out of a branch meet ---*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_POSTDOMINATORS_H
#define COTIDY_RULES_POSTDOMINATORS_H

#include "ir/IR.h"
#include <vector>

namespace cotidy {

/// For each block the nearest other one that every way from it to the
/// function's end passes: from there on nothing depends on which way the block
/// took. None where there is none, as after `if (...) co_return;`. Of a loop
/// without an end, the function ends behind its last block.
std::vector<uint32_t> postDominators(const Function &Fn);

} // namespace cotidy

#endif // COTIDY_RULES_POSTDOMINATORS_H
