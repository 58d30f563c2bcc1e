//===- UnitFixes.cpp - Plans within one unit, as fix-its ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitFixes.h"
#include "refactor/Edits.h"
#include "refactor/LineEnds.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include <algorithm>
#include <optional>

using namespace clang;

namespace cotidy {

/// Nothing where some edit is not of the main file.
static std::optional<std::vector<FixItHint>>
fixIts(const UnitEdits &Edits, const SourceManager &Sources) {
  const FileID Main = Sources.getMainFileID();
  const auto Entry = Sources.getFileEntryRefForID(Main);
  const SourceLocation Start = Sources.getLocForStartOfFile(Main);
  std::vector<FixItHint> Hints;
  const StringRef Text = Sources.getBufferData(Main);
  uint32_t Free = 0; // behind the edit before
  for (Edit E : Edits.Edits) {
    // clang-tidy's own cleaning eats a space of the line behind a deleted one,
    // unless it is the line end before that goes with it.
    if (E.Text.empty() && E.Offset > Free && Text[E.Offset - 1] == '\n' &&
        Text[E.Offset + E.Length - 1] == '\n' &&
        !(E.Offset > 1 && Text[E.Offset - 2] == '\r'))
      --E.Offset;
    Free = E.Offset + E.Length;
    const auto Edited = Sources.getFileManager().getOptionalFileRef(E.File);
    if (!Entry || !Edited || *Edited != *Entry)
      return std::nullopt;
    const SourceLocation Begin = Start.getLocWithOffset(E.Offset);
    Hints.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(E.Length)),
        withLineEnds(E.Text, Text)));
  }
  return Hints;
}

std::map<size_t, std::vector<FixItHint>>
fixesWithin(ASTContext &Unit, const Program &P, std::vector<Finding> &Findings,
            const Options &O) {
  std::map<size_t, std::vector<FixItHint>> Fixes;
  if (Findings.empty() || Unit.getDiagnostics().hasUncompilableErrorOccurred())
    return Fixes;
  for (Plan &Each : plans(P, Findings, O)) {
    if (!Each.Refused.empty() || Each.Findings.empty())
      continue;
    UnitEdits Edits = editsFor(Each, Unit);
    if (!Edits.Refused.empty() || !Edits.MainFileOnly || unsettledCall(&Edits))
      continue;
    const UnitEdits Struct = structFor(Each);
    if (!Struct.Refused.empty())
      continue;
    Edits.Edits.insert(Edits.Edits.end(), Struct.Edits.begin(),
                       Struct.Edits.end());
    std::sort(Edits.Edits.begin(), Edits.Edits.end());
    auto Hints = fixIts(Edits, Unit.getSourceManager());
    if (!Hints)
      continue;
    const size_t First =
        *std::min_element(Each.Findings.begin(), Each.Findings.end());
    Fixes[First] = std::move(*Hints);
    for (size_t Other : Each.Findings)
      if (Other != First)
        Findings[Other].Notes.push_back(
            {Findings[First].Loc,
             "the fix of this finding cures that one too"});
  }
  return Fixes;
}

} // namespace cotidy
