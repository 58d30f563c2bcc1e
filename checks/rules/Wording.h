//===- Wording.h - How messages name things ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_WORDING_H
#define COTIDY_RULES_WORDING_H

#include "rules/Finding.h"
#include "rules/SharedState.h"

namespace cotidy {

/// A function's name in a message: qualified, without template arguments, so
/// that all instantiations say the same. A closure's is "lambda in f".
std::string nameOf(const Program &P, FunctionId F);

/// "'a'", "'a' and 'b'", "'a', 'b' and 'c'"; of more than \p Limit names, the
/// first ones and "2 more".
std::string quoted(const std::vector<std::string> &Names, size_t Limit = 6);

/// Who else uses the state at \p Where, what runs beside the coroutine, and
/// where a global is declared; the state goes by \p Name.
std::vector<Note> sharingNotes(const Program &P, const Sharing &How,
                               const Place &Where, const std::string &Name);

/// A coroutine's suspension as a step of a path.
Note suspensionStep(const Program &P, EventRef Suspension);

} // namespace cotidy

#endif // COTIDY_RULES_WORDING_H
