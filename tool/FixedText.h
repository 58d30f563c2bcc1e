//===- FixedText.h - Edits as they fit into a file --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_FIXEDTEXT_H
#define COTIDY_TOOL_FIXEDTEXT_H

#include "refactor/Edits.h"
#include "clang/Tooling/Core/Replacement.h"
#include "llvm/ADT/ArrayRef.h"

namespace cotidy {

/// \p Edits, all of the file \p Path whose text is \p Text, as replacements:
/// with the file's line endings, and the lines that they change formatted as
/// the nearest .clang-format says. Without one their layout is left as it is.
/// Fails where edits overlap.
llvm::Expected<clang::tooling::Replacements>
replacementsFor(llvm::StringRef Path, llvm::StringRef Text,
                llvm::ArrayRef<Edit> Edits);

} // namespace cotidy

#endif // COTIDY_TOOL_FIXEDTEXT_H
