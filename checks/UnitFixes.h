//===- UnitFixes.h - Plans within one unit, as fix-its ----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_UNITFIXES_H
#define COTIDY_UNITFIXES_H

#include "refactor/Plan.h"
#include "clang/Basic/Diagnostic.h"
#include <map>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace cotidy {

/// For findings, by index, the fix-its of the plan that cures them: of plans
/// that only change what \p Unit's main file declares and uses, each with the
/// first finding that it cures; the others get a note that points there.
/// clang-tidy makes a diagnostic's fix-its all or none, and the same ones of
/// two diagnostics twice.
std::map<size_t, std::vector<clang::FixItHint>>
fixesWithin(clang::ASTContext &Unit, const Program &P,
            std::vector<Finding> &Findings, const Options &O);

} // namespace cotidy

#endif // COTIDY_UNITFIXES_H
