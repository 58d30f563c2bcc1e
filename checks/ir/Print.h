//===- Print.h - The IR as text ---------------------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_IR_PRINT_H
#define COTIDY_IR_PRINT_H

#include "ir/IR.h"

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// Prints a summary in the form that docs/ir.md specifies: its globals, then
/// its functions, each in the order of the source.
void print(llvm::raw_ostream &OS, const TUSummary &TU);
void print(llvm::raw_ostream &OS, const TUSummary &TU, const Function &F);

/// A place as print() writes it: `param(p)*.port`, `@cache[]`.
std::string printed(const Place &P, const Function &F,
                    const std::vector<Variable> &Globals);

/// A place as a reader of the source would name it: `config.port`, `*p`,
/// `cache[]`. Used by messages and by the printed IR alike.
/// \p Globals is TUSummary::Globals or Program::globals().
std::string placeName(const Place &P, const Function &F,
                      const std::vector<Variable> &Globals);

} // namespace cotidy

#endif // COTIDY_IR_PRINT_H
