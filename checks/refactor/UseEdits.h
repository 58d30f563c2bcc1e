//===- UseEdits.h - Uses, calls and signatures ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_USEEDITS_H
#define COTIDY_REFACTOR_USEEDITS_H

#include "refactor/Entities.h"

namespace cotidy {

/// Edits every use of a member, every call of a taker and every declaration of
/// one, and refuses what it meets that cannot be edited.
void editUses(const Plan &P, const Entities &What, SourceEdits &Edits);

/// Edits what instantiates takers explicitly.
void editExplicitInstantiations(const Plan &P, const Entities &What,
                                SourceEdits &Edits);

/// Edits one declaration of a taker.
void editSignature(const clang::FunctionDecl &F, const PlanTaker &T,
                   const Plan &P, const Entities &What, SourceEdits &Edits);

/// Takes an element of a list away, and the comma before it, and leaves the
/// comments alone.
void removeListed(clang::SourceRange Tokens, SourceEdits &Edits);

/// Refuses where a file that is edited names something of the plan in a part
/// that the AST does not have: a macro's body, or what #if leaves out.
void refuseHiddenUses(const Plan &P, SourceEdits &Edits);

/// The state object's type as \p Where must name it: qualified unless the
/// struct's namespace is around it.
std::string structName(const Plan &P, const clang::DeclContext *Where);

/// "CounterState &state", "std::shared_ptr<CounterState> state", and by
/// reference to const where that will do.
std::string parameterText(const Plan &P, const PlanTaker &T,
                          const clang::DeclContext *Where);

/// May the parameters of this coroutine change? Its promise may depend on them.
/// Empty, or why not.
std::string promiseDependsOnParameters(const clang::FunctionDecl &F);

} // namespace cotidy

#endif // COTIDY_REFACTOR_USEEDITS_H
