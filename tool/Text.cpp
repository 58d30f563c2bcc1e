//===- Text.cpp - The report as Clang prints warnings ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "Sources.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

void writeText(raw_ostream &OS, const Results &R, Sources &From, bool Color) {
  LangOptions LangOpts;
  LangOpts.CPlusPlus = true;
  DiagnosticOptionsPtr<> Options(new DiagnosticOptions);
  Options->ShowColors = Color;
  OS.enable_colors(Color);
  TextDiagnosticPrinter Printer(OS, diagnosticOptionsArgument(Options));
  Printer.BeginSourceFile(LangOpts, nullptr);
  for (const Result &Each : R.All) {
    if (!Each.reported() && !R.ShowSuppressed)
      continue;
    const Finding &F = Each.What;
    DiagnosticIDs::Level Level = DiagnosticIDs::Warning;
    std::string Tag = F.Check;
    if (!Each.reported()) {
      Level = DiagnosticIDs::Remark;
      Tag += std::string(",") + Each.silencedBy();
    } else if (Each.AsError) {
      Level = DiagnosticIDs::Error;
      Tag += ",-warnings-as-errors";
    }
    From.report(Printer, Level, F.Loc, F.Message + " [" + Tag + "]");
    for (const Note &N : F.Path)
      From.report(Printer, DiagnosticIDs::Note, N.Loc, N.Message);
    for (const Note &N : F.Notes)
      From.report(Printer, DiagnosticIDs::Note, N.Loc, N.Message);
  }
  Printer.EndSourceFile();
}

} // namespace cotidy
