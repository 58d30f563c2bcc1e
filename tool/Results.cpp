//===- Results.cpp - What is reported -------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"
#include "llvm/Support/ErrorHandling.h"

namespace cotidy {

const char *name(Confidence Sure) {
  switch (Sure) {
  case Confidence::Low:
    return "low";
  case Confidence::Medium:
    return "medium";
  case Confidence::High:
    return "high";
  }
  llvm_unreachable("no such confidence");
}

} // namespace cotidy
