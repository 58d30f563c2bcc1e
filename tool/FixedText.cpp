//===- FixedText.cpp - Edits as they fit into a file ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixedText.h"
#include "refactor/LineEnds.h"
#include "clang/Format/Format.h"

using namespace llvm;
using namespace clang;
using namespace clang::tooling;

namespace cotidy {

Expected<Replacements> replacementsFor(StringRef Path, StringRef Text,
                                       ArrayRef<Edit> Edits) {
  Replacements Plain;
  for (const Edit &E : Edits)
    if (Error Overlap = Plain.add(
            Replacement(Path, E.Offset, E.Length, withLineEnds(E.Text, Text))))
      return std::move(Overlap);
  Expected<format::FormatStyle> Style =
      format::getStyle("file", Path, /*FallbackStyle=*/"none", Text);
  if (!Style || Style->DisableFormat) {
    consumeError(Style.takeError());
    return Plain;
  }
  // No clean-up: it takes empty namespaces away that are named still.
  return format::formatReplacements(Text, Plain, *Style);
}

} // namespace cotidy
