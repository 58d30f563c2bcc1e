//===- SourcePlaces.cpp - The IR's locations as Clang's -------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourcePlaces.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace cotidy {

SourceLocation SourcePlaces::at(uint32_t File, uint32_t Offset) const {
  if (File >= Files.size())
    return {};
  const auto Entry =
      Sources.getFileManager().getOptionalFileRef(Files[File].Path);
  if (!Entry)
    return {};
  const FileID ID = Sources.translateFile(*Entry);
  if (ID.isInvalid() || Offset > Sources.getFileIDSize(ID))
    return {};
  return Sources.getLocForStartOfFile(ID).getLocWithOffset(Offset);
}

/// The first location of a macro expansion, by the encoding that
/// SourceLocation documents: the top bit says macro, the rest is the offset.
static SourceLocation macroLocation(const SrcMgr::SLocEntry &Expansion) {
  constexpr auto MacroBit = SourceLocation::UIntTy(1)
                            << (8 * sizeof(SourceLocation::UIntTy) - 1);
  return SourceLocation::getFromRawEncoding(Expansion.getOffset() | MacroBit);
}

/// The location in a macro expansion that is expanded at \p Expansion and
/// spelled at \p Spelling; invalid where there is none.
static SourceLocation inExpansion(const SourceManager &Sources,
                                  SourceLocation Expansion,
                                  SourceLocation Spelling) {
  const auto [File, Offset] = Sources.getDecomposedLoc(Spelling);
  for (unsigned I = 0, N = Sources.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (!Entry.isExpansion())
      continue;
    const SourceLocation Start = macroLocation(Entry);
    const auto [StartFile, StartOffset] =
        Sources.getDecomposedSpellingLoc(Start);
    if (StartFile != File || Offset < StartOffset)
      continue;
    const SourceLocation L = Start.getLocWithOffset(Offset - StartOffset);
    if (Sources.isInFileID(L, Sources.getFileID(Start)) &&
        Sources.getSpellingLoc(L) == Spelling &&
        Sources.getExpansionLoc(L) == Expansion)
      return L;
  }
  return {};
}

SourceLocation SourcePlaces::inMacro(const Location &L) const {
  const SourceLocation Expansion = begin(L);
  if (!L.inMacro() || Expansion.isInvalid())
    return Expansion;
  const SourceLocation Spelling = at(L.SpellingFile, L.SpellingOffset);
  if (Spelling.isInvalid() || Spelling == Expansion) // a macro's argument
    return Expansion;
  const SourceLocation Inner = inExpansion(Sources, Expansion, Spelling);
  return Inner.isValid() ? Inner : Expansion;
}

CharSourceRange SourcePlaces::range(const Location &L) const {
  if (L.inMacro() || L.Length == 0)
    return {};
  const SourceLocation Begin = begin(L);
  const SourceLocation End = at(L.File, L.Offset + L.Length);
  if (Begin.isInvalid() || End.isInvalid())
    return {};
  return CharSourceRange::getCharRange(Begin, End);
}

} // namespace cotidy
