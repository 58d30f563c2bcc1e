//===- Rules.h - Every check --------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_RULES_H
#define COTIDY_RULES_RULES_H

#include "program/Program.h"
#include "rules/Finding.h"

namespace cotidy {

/// A check: a pure function from the program to findings. Findings below
/// Options::MinConfidence are left out already.
struct Rule {
  const char *Name;    ///< "coro-mutable-global"
  const char *Summary; ///< one line, for lists and SARIF
  const char *Help;    ///< a paragraph or two, plain text: why, and the cure
  std::vector<Finding> (*Run)(const Program &P, const Options &O);
};

/// All checks, by name. They may run beside each other.
const std::vector<Rule> &rules();

/// Has \p P make what most checks ask it for, which those that run beside each
/// other would each make.
void prepare(const Program &P, const Options &O);

/// Sorts by file, offset and check, and drops what two instantiations of one
/// template say twice.
void sortAndUnique(std::vector<Finding> &Findings, const Program &P);

/// "https://…/docs/checks/NAME.md"
std::string helpUri(const std::string &Check);

} // namespace cotidy

#endif // COTIDY_RULES_RULES_H
