//===- Removals.h - What is left around what was taken away -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   namespace {             (nothing)
//   int counter = 0;
//   } // namespace
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_REMOVALS_H
#define COTIDY_REFACTOR_REMOVALS_H

#include "refactor/Plan.h"
#include "refactor/SourceEdits.h"

namespace cotidy {

/// Takes away namespaces that would have nothing in them, if nobody names them,
/// and one of two empty lines that would meet. Comes after all other edits.
void cleanUpRemovals(const Plan &P, SourceEdits &Edits);

} // namespace cotidy

#endif // COTIDY_REFACTOR_REMOVALS_H
