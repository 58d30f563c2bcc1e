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
#include <set>

using namespace llvm;
using namespace clang;

namespace cotidy {

/// The whole of each plan, at the first finding that it cures.
static void explainPlans(TextDiagnosticPrinter &Printer, const Results &R,
                         Sources &From) {
  std::set<size_t> Explained;
  for (const Result &Each : R.All) {
    if (!Each.reported() || !Each.Plan || !Explained.insert(*Each.Plan).second)
      continue;
    const Plan &P = R.Plans[*Each.Plan];
    const Location &At = Each.What.Loc;
    From.report(Printer, DiagnosticIDs::Remark, At, P.Title);
    for (const Note &Step : P.Steps)
      From.report(Printer, DiagnosticIDs::Note, Step.Loc, Step.Message);
    for (const Refusal &Why : P.Refused)
      From.report(Printer, DiagnosticIDs::Note,
                  Why.Loc.isValid() ? Why.Loc : At,
                  "--fix leaves this alone: " + Why.Reason);
  }
}

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
  if (R.ExplainPlans)
    explainPlans(Printer, R, From);
  Printer.EndSourceFile();
}

} // namespace cotidy
