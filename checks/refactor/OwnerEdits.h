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

/// What stands between a variable's declarator and the end of its declaration.
struct WrittenInit {
  std::string Text; ///< without "=", with braces or parentheses
  enum Style { Nothing, Assigned, Braced, Called } How = Nothing;
  Span Where; ///< with the "="
};
std::optional<WrittenInit> initialiserOf(const clang::VarDecl &V,
                                         const SourceEdits &Edits);

/// The part of an initialiser that may mean something else, or nothing, where
/// the struct is: a name that is looked up in another scope there. Null where
/// there is none.
const clang::Expr *otherMeaning(const Plan &P, const clang::Expr &Init,
                                SourceEdits &Edits);

/// The declaration that a type's outermost name refers to, if it has one.
const clang::NamedDecl *namedBy(clang::QualType T);

/// "std::vector<int> items", "int counts[3]", with \p Name for the variable's;
/// nothing where the type cannot be named at namespace scope.
std::optional<std::string> declarator(const Plan &P, const clang::VarDecl &V,
                                      llvm::StringRef Name);
std::optional<std::string> typeText(const Plan &P, const clang::VarDecl &V);

/// Makes the field of \p V, "int counter = 0;"; refuses where its type cannot
/// be named.
void setField(Plan &P, uint32_t Member, const clang::VarDecl &V,
              const std::string &Initialiser, SourceEdits &Edits);

/// From the start of a declaration that is one variable's, or the last of
/// several, to its semicolon.
std::optional<Span> declarationSpan(const clang::VarDecl &Last,
                                    const SourceEdits &Edits);

/// What goes when that declaration goes: its comments and its lines.
Commented removalOf(const Span &Declaration, const SourceEdits &Edits);

/// Takes the declarations of the globals away and makes the fields that they
/// become.
void editGlobals(Plan &P, const Entities &What, SourceEdits &Edits);

/// The owners' own variables become fields, and their declarations the
/// object's.
void editOwnersVariables(Plan &P, const Entities &What, SourceEdits &Edits);

/// Finds where the struct goes, in the owner's unit. False, and a refusal,
/// where there is no such place.
bool settlePlace(Plan &P, const Entities &What, SourceEdits &Edits);

/// Makes the names known where other headers declare takers.
void declareStruct(const Plan &P, const Entities &What, SourceEdits &Edits);

/// The edits that insert the struct, when all fields are known.
std::vector<Edit> structEdits(const Plan &P);

/// "CounterState state;", "auto state = std::make_shared<CounterState>();" or
/// with \p Values (".a = 1, .b = x") in braces.
std::string objectText(const Plan &P, const clang::DeclContext *Where,
                       const std::string &Values);

/// The brace that opens the owner's body, a coroutine's too, and that body in
/// \p Block. Nothing, and a refusal, where it has none that can be edited.
std::optional<Span> startOfOwner(const clang::FunctionDecl &Owner,
                                 SourceEdits &Edits,
                                 const clang::CompoundStmt *&Block);
/// How the first statement of a body that starts with \p Open is indented, or
/// would be.
std::string indentationIn(const clang::CompoundStmt &Block, const Span &Open,
                          const SourceEdits &Edits);

} // namespace cotidy

#endif // COTIDY_REFACTOR_OWNEREDITS_H
