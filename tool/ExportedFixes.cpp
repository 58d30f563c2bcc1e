//===- ExportedFixes.cpp - Fixes as clang-tidy's YAML ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FixOutput.h"
#include "clang/Tooling/DiagnosticsYaml.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace clang::tooling;

namespace cotidy {

static DiagnosticMessage message(const Location &At, StringRef Text,
                                 const Results &In) {
  DiagnosticMessage Message(Text);
  if (At.isValid()) {
    Message.FilePath = In.Files[At.File].Path;
    Message.FileOffset = At.Offset;
    if (At.Length) {
      FileByteRange &Range = Message.Ranges.emplace_back();
      Range.FilePath = Message.FilePath;
      Range.FileOffset = At.Offset;
      Range.Length = At.Length;
    }
  }
  return Message;
}

std::string exportedFixes(const Results &Found) {
  TranslationUnitDiagnostics Document;
  if (!Found.All.empty())
    Document.MainSourceFile = Found.Files[Found.All.front().What.Loc.File].Path;
  // The edits were made one upon the other and are right together only: they
  // stand with one finding.
  bool HaveEdits = false;
  for (const Result &Each : Found.All) {
    if (!Each.reported())
      continue;
    const Finding &F = Each.What;
    clang::tooling::Diagnostic D(
        F.Check, Each.AsError ? Diagnostic::Error : Diagnostic::Warning, "");
    D.Message = message(F.Loc, F.Message, Found);
    for (const Note &N : F.Path)
      D.Notes.push_back(message(N.Loc, N.Message, Found));
    for (const Note &N : F.Notes)
      D.Notes.push_back(message(N.Loc, N.Message, Found));
    if (Each.Curable && !HaveEdits) {
      HaveEdits = true;
      for (const FileEdits &File : Found.Edits)
        D.Message.Fix[File.Path] = File.Edits;
    }
    Document.Diagnostics.push_back(std::move(D));
  }
  std::string Text;
  raw_string_ostream OS(Text);
  yaml::Output Yaml(OS);
  Yaml << Document;
  return Text;
}

} // namespace cotidy
