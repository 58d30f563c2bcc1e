//===- SummaryFile.cpp - Paths of TU summaries ----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ir/SummaryFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cotidy {

void makeRelative(TUSummary &Unit, StringRef Root) {
  auto Change = [&](std::string &Path) {
    StringRef Rest = Path;
    if (Rest.consume_front(Root) && Rest.consume_front("/"))
      Path = Rest.str();
  };
  Change(Unit.MainFile);
  for (SourceFile &F : Unit.Files)
    Change(F.Path);
}

void makeAbsolute(TUSummary &Unit, StringRef Root) {
  auto Change = [&](std::string &Path) {
    if (sys::path::is_absolute(Path))
      return;
    SmallString<256> Whole(Root);
    sys::path::append(Whole, Path);
    Path = Whole.str().str();
  };
  Change(Unit.MainFile);
  for (SourceFile &F : Unit.Files)
    Change(F.Path);
}

} // namespace cotidy
