//===- SameObject.h - Who else uses the same object -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULES_SAMEOBJECT_H
#define COTIDY_RULES_SAMEOBJECT_H

#include "rules/SharedState.h"

namespace cotidy {

/// Accesses, each in its function's own text, of what may be the object at
/// \p Where of \p F: one global's, one class's member, and what callers that
/// lend it to \p F do with it or lend to others by reference. With \p Elements
/// those of its elements too. Those of \p F itself are among them.
std::vector<const Access *> accessesOfSame(const Program &P,
                                           const SharedState &Shared,
                                           FunctionId F, const Place &Where,
                                           bool Elements);

} // namespace cotidy

#endif // COTIDY_RULES_SAMEOBJECT_H
