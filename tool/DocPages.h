//===- DocPages.h - The checks' pages, in the program -----------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_DOCPAGES_H
#define COTIDY_TOOL_DOCPAGES_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
}

namespace cotidy {

/// The text of docs/checks/NAME.md as it was when cotidy was built; empty where
/// there is none.
llvm::StringRef docPage(llvm::StringRef Name);

/// Shows a page for a terminal of 80 columns: headings and code stand out,
/// paragraphs are broken anew, links are their text.
void showMarkdown(llvm::raw_ostream &OS, llvm::StringRef Text, bool Color);

} // namespace cotidy

#endif // COTIDY_TOOL_DOCPAGES_H
