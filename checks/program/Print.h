//===- Print.h - A linked program as text -----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_PROGRAM_PRINT_H
#define COTIDY_PROGRAM_PRINT_H

#include "program/Options.h"
#include "program/Program.h"

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// Prints what linking found out, for tests: each function's effects, its
/// accesses with the steps of those in callees, and the concurrent pairs.
/// Functions of system headers are left out.
void print(llvm::raw_ostream &OS, const Program &P, const Options &O);

} // namespace cotidy

#endif // COTIDY_PROGRAM_PRINT_H
