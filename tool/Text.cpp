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
    if (!Each.reported())
      continue;
    const Finding &F = Each.What;
    From.report(Printer,
                Each.AsError ? DiagnosticIDs::Error : DiagnosticIDs::Warning,
                F.Loc,
                F.Message + " [" + F.Check +
                    (Each.AsError ? ",-warnings-as-errors]" : "]"));
    for (const Note &N : F.Path)
      From.report(Printer, DiagnosticIDs::Note, N.Loc, N.Message);
    for (const Note &N : F.Notes)
      From.report(Printer, DiagnosticIDs::Note, N.Loc, N.Message);
  }
  Printer.EndSourceFile();
}

} // namespace cotidy
