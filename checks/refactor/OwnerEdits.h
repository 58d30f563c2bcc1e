//===- OwnerEdits.h - The state object and what it replaces -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_OWNEREDITS_H
#define COTIDY_REFACTOR_OWNEREDITS_H

#include "refactor/Entities.h"

namespace cotidy {

/// A member of the struct, as text.
struct Field {
  const clang::VarDecl *Variable = nullptr;
  std::string Above;       ///< comments, each line with its end
  std::string Behind;      ///< a comment on the line
  std::string Initialiser; ///< " = 0", "{1, 2}" or nothing
};

/// What stands between a variable's declarator and the end of its declaration.
struct WrittenInit {
  std::string Text; ///< without "=", with braces or parentheses
  enum Style { Nothing, Assigned, Braced, Called } How = Nothing;
  Span Where; ///< with the "="
};
std::optional<WrittenInit> initialiserOf(const clang::VarDecl &V,
                                         const SourceEdits &Edits);

/// "std::vector<int> items", "int counts[3]"; nothing where the type cannot be
/// named at namespace scope.
std::optional<std::string> declarator(const Plan &P, const clang::VarDecl &V);
std::optional<std::string> typeText(const Plan &P, const clang::VarDecl &V);

/// Takes the declarations of the globals away and gives the fields that they
/// become; in the owner's unit also declares the object there.
std::vector<Field> editGlobals(const Plan &P, const Entities &What,
                               SourceEdits &Edits);

/// The owner's own variables become fields, and their declarations the
/// object's.
std::vector<Field> editOwnersVariables(const Plan &P, const Entities &What,
                                       SourceEdits &Edits);

/// Finds where the struct goes, in the owner's unit. False, and a refusal,
/// where there is no such place.
bool settlePlace(Plan &P, const Entities &What, SourceEdits &Edits);

/// The text of the struct, for Plan::Placed.
std::string structText(const Plan &P, const Entities &What,
                       const std::vector<Field> &Fields, SourceEdits &Edits);

/// "CounterState state;", "auto state = std::make_shared<CounterState>();" or
/// with \p Values (".a = 1, .b = x") in braces.
std::string objectText(const Plan &P, const clang::DeclContext *Where,
                       const std::string &Values);

} // namespace cotidy

#endif // COTIDY_REFACTOR_OWNEREDITS_H
