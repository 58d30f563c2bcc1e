//===- Sources.cpp - The files that findings stand in ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sources.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

Sources::Sources(const std::vector<SourceFile> &Files,
                 IntrusiveRefCntPtr<vfs::FileSystem> Disk)
    : Files(Files), Options(new DiagnosticOptions),
      Diags(makeIntrusiveRefCnt<DiagnosticIDs>(),
            diagnosticOptionsArgument(Options), new IgnoringDiagConsumer),
      FM(FileSystemOptions(), std::move(Disk)), SM(Diags, FM) {
  Diags.setSourceManager(&SM);
}

Sources::~Sources() = default;

FileID Sources::file(uint32_t File) {
  auto [It, New] = Loaded.try_emplace(File);
  if (New && File < Files.size())
    if (OptionalFileEntryRef Entry = FM.getOptionalFileRef(Files[File].Path))
      It->second = SM.getOrCreateFileID(*Entry, SrcMgr::C_User);
  return It->second;
}

StringRef Sources::text(uint32_t File) {
  FileID ID = file(File);
  return ID.isValid() ? SM.getBufferData(ID) : StringRef();
}

static unsigned columnAfter(StringRef Text) {
  StringRef Line = Text.substr(Text.rfind('\n') + 1);
  return 1 + llvm::count_if(Line, [](char C) { return (C & 0xC0) != 0x80; });
}

Region Sources::region(const Location &At) {
  StringRef Text = text(At.File);
  if (At.Offset + At.Length > Text.size())
    return {At.Line, At.Column, At.Line, At.Column};
  const unsigned Lines = Text.substr(At.Offset, At.Length).count('\n');
  return {At.Line, columnAfter(Text.take_front(At.Offset)), At.Line + Lines,
          columnAfter(Text.take_front(At.Offset + At.Length))};
}

SourceLocation Sources::locate(const Location &At) {
  StringRef Text = text(At.File);
  if (At.Offset > Text.size() || Text.empty())
    return {};
  SourceLocation Here =
      SM.getLocForStartOfFile(file(At.File)).getLocWithOffset(At.Offset);
  if (!At.inMacro() || At.SpellingOffset >= text(At.SpellingFile).size())
    return Here;
  SourceLocation Spelling = SM.getLocForStartOfFile(file(At.SpellingFile))
                                .getLocWithOffset(At.SpellingOffset);
  return SM.createExpansionLoc(Spelling, Here, Here, /*Length=*/1);
}

void Sources::report(DiagnosticConsumer &To, DiagnosticIDs::Level Level,
                     const Location &At, StringRef Message) {
  Diags.setClient(&To, /*ShouldOwnClient=*/false);
  SourceLocation Loc = locate(At);
  {
    DiagnosticBuilder Builder = Diags.Report(
        Loc, Diags.getDiagnosticIDs()->getCustomDiagID(Level, "%0"));
    Builder << Message;
    if (Loc.isFileID() && At.Length &&
        At.Offset + At.Length <= text(At.File).size())
      Builder << CharSourceRange::getCharRange(Loc,
                                               Loc.getLocWithOffset(At.Length));
  }
  Diags.setClient(new IgnoringDiagConsumer);
}

} // namespace cotidy
