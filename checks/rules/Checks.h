//===- Checks.h - What each check runs --------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One function a check, each in a file of its own; Rules.cpp lists them. All
// leave out findings below Options::MinConfidence.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_CHECKS_H
#define COTIDY_RULES_CHECKS_H

#include "program/Program.h"
#include "rules/Finding.h"

namespace cotidy {

std::vector<Finding> checkThenAct(const Program &P, const Options &O);
std::vector<Finding> danglingState(const Program &P, const Options &O);
std::vector<Finding> heldAcrossSuspend(const Program &P, const Options &O);
std::vector<Finding> lostValueUpdate(const Program &P, const Options &O);
std::vector<Finding> mutableGlobal(const Program &P, const Options &O);
std::vector<Finding> polledValue(const Program &P, const Options &O);
std::vector<Finding> staleWrite(const Program &P, const Options &O);
std::vector<Finding> threadLocalAcrossSuspend(const Program &P,
                                              const Options &O);
std::vector<Finding> unsequencedAwait(const Program &P, const Options &O);

} // namespace cotidy

#endif // COTIDY_RULES_CHECKS_H
