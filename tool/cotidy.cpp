//===- cotidy.cpp - The stand-alone lint tool -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AddNoLints.h"
#include "CommandLine.h"
#include "Config.h"
#include "FixOutput.h"
#include "Inputs.h"
#include "Lint.h"
#include "MakeFixes.h"
#include "Messages.h"
#include "NoLints.h"
#include "Output.h"
#include "ParseAll.h"
#include "Queries.h"
#include "Report.h"
#include "Selection.h"
#include "Sources.h"
#include "Stages.h"
#include "Statistics.h"
#include "SummaryFiles.h"
#include "Suppressions.h"
#include "Watch.h"
#include "ir/Print.h"
#include "program/Print.h"
#include "rules/Lifetimes.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace cotidy;

namespace {

enum ExitStatus { NothingFound = 0, FoundSomething = 1, Trouble = 2 };

struct Outcome {
  size_t Left = 0;     ///< findings
  bool Written = true; ///< all reports
  FilesRead Read;      ///< for --watch
};

} // namespace

/// False where something could not be written.
static bool report(const CommandLine &Line, const Results &Found, Sources &From,
                   std::optional<bool> Color, const Output &To, Messages &Out) {
  bool Written = true;
  for (const ReportRequest &Request : Line.Reports) {
    if (Line.Diff && Request.File.empty())
      continue; // there stands the diff
    std::string Text;
    raw_string_ostream OS(Text);
    Request.As->Write(OS, Found, From,
                      Color.value_or(To.hasColors(Request.File)));
    Written &= To.write(Request.File, Text, Out);
  }
  return Written;
}

/// Makes a baseline of what is found.
static void writeBaseline(const CommandLine &Line, const Results &Found,
                          Sources &From, Messages &Out) {
  const Baseline All = Baseline::of(Found, From, *Line.WriteBaseline);
  if (All.write(Out) && !Line.Quiet)
    Out.print((Twine(All.size()) +
               (All.size() == 1 ? " finding" : " findings") + " written to '" +
               *Line.WriteBaseline + "'\n")
                  .str());
}

/// Units that can be linted and not edited.
static std::vector<FixUnit> fixUnits(std::vector<LintUnit> Units) {
  std::vector<FixUnit> Result(Units.size());
  for (size_t I = 0; I != Units.size(); ++I)
    Result[I].Unit = std::move(Units[I]);
  return Result;
}

/// Answers with what \p Units are made into, where that is asked for.
static bool emit(raw_ostream &OS, const CommandLine &Line,
                 const std::vector<FixUnit> &Units) {
  std::vector<TUSummary> Summaries;
  for (const FixUnit &U : Units) {
    if (Line.EmitIR)
      print(OS, U.Unit.Summary);
    else if (Line.EmitProgram)
      Summaries.push_back(U.Unit.Summary);
  }
  if (Line.EmitProgram) {
    const std::unique_ptr<Program> P = Program::link(std::move(Summaries));
    print(OS, *P, defaultOptions());
    printLifetimes(OS, *P, defaultOptions());
  }
  return Line.EmitIR || Line.EmitProgram;
}

static Outcome lintAll(const CommandLine &Line, Config &Configuration,
                       const Output &To, Messages &Out) {
  std::optional<Selection> Select = Selection::prepare(Line, Out);
  Outcome Done;
  if (!Select)
    return Done;
  Stages Took;
  std::optional<Timed> All(std::in_place, Took.All);
  double Parsing = 0;
  std::vector<FixUnit> Units;
  {
    const Timed Whole(Parsing);
    if (Line.Link) {
      Units = fixUnits(readSummaries(Line, Configuration, Out));
    } else {
      const std::vector<Input> Inputs = collectInputs(Line, Out);
      Units = parseAll(Inputs, Line, Configuration, Took, Out);
      if (Line.Watch)
        Done.Read = filesRead(Line, Inputs, Units);
    }
  }
  std::string Text;
  raw_string_ostream OS(Text);
  if (emit(OS, Line, Units)) {
    To.write(Line.Reports.front().File, Text, Out);
    return Done;
  }
  std::optional<bool> Color = Line.UseColor;
  if (!Color && !Units.empty())
    Color = Units.front().Unit.Config->UseColor;

  LintWishes Wishes;
  Wishes.Jobs = Line.Jobs;
  Wishes.Leaves = !Line.Watch;
  Wishes.CrashIn = Line.CrashIn;
  Wishes.Map = llvm::any_of(
      Line.Reports, [](const ReportRequest &R) { return R.As->WantsMap; });
  Results Found = lint(lintUnits(Units, /*Keep=*/Line.makesEdits()), Wishes);
  Took.addChecks(Found.Seconds);
  Found.Seconds["parse"] = Parsing;
  for (const Failure &F : Found.Failures)
    Out.error(F.Sentence, F.File);
  Found.ExplainPlans = Line.ExplainFix;
  Sources From(Found.Files);
  suppress(Found, From, Out);
  if (Line.ReportUnusedNoLint)
    reportUnusedNoLints(Found, From);
  if (Line.WriteBaseline) {
    writeBaseline(Line, Found, From, Out);
    return Done;
  }
  Select->apply(Found, From, Line, Out);
  if (Line.AddNoLint)
    addNoLints(Found, From, *Line.AddNoLint, Line.Quiet, Out);
  Found.ShowSuppressed = Line.ShowSuppressed;
  Done.Left =
      llvm::count_if(Found.All, [](const Result &R) { return R.reported(); });
  if (Line.makesEdits())
    Done.Left = makeFixes(Line, std::move(Units), Found, From, To, Out);
  else
    notePlans(Found);
  Found.Failures = Out.errors();
  {
    const Timed Whole(Took.Report);
    Done.Written = report(Line, Found, From, Color, To, Out);
  }
  All.reset();
  if (const std::string Counted = summary(Found); !Line.Quiet)
    Out.print(Line.Watch && Found.NumUnits && Counted.empty()
                  ? "nothing found\n"
                  : Counted);
  if (Line.Statistics)
    Out.print(statistics(Found));
  if (Line.Stats)
    Out.print(table(Took));
  if (Line.Profile)
    Out.print(profile(Found));
  return Done;
}

/// A round of --watch, in which the configuration is read anew.
static std::optional<FilesRead> lintAgain(const CommandLine &Line,
                                          const Output &To, bool Color) {
  Messages Out(errs(), Color);
  Config Configuration(Line, Out);
  Outcome Done = lintAll(Line, Configuration, To, Out);
  if (!Done.Written)
    return std::nullopt;
  return std::move(Done.Read);
}

int main(int Argc, const char **Argv) {
  Output To;
  InitLLVM Init(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);
  Messages Out(errs(), sys::Process::StandardErrHasColors());
  std::optional<CommandLine> Line = parseCommandLine(Argc, Argv, Out);
  if (!Line)
    return Trouble;
  if (Line->UseColor)
    Out.setColor(*Line->UseColor);
  for (const ReportRequest &Request : Line->Reports)
    if (!To.check(Request.File, Out))
      return Trouble;

  Config Configuration(*Line, Out);
  if (!Out.errors().empty())
    return Trouble;
  size_t Found = 0;
  std::string Answer;
  raw_string_ostream OS(Answer);
  if (answer(OS, *Line, Configuration,
             Line->UseColor.value_or(To.hasColors(Line->Reports.front().File)),
             Out))
    To.write(Line->Reports.front().File, Answer, Out);
  else if (Line->EmitSummary)
    emitSummary(*Line, Configuration, Out);
  else if (Line->Watch) {
    watch(*Line, Out, [&] { return lintAgain(*Line, To, Out.color()); });
    return Trouble;
  } else
    Found = lintAll(*Line, Configuration, To, Out).Left;
  return !Out.errors().empty() ? Trouble
         : Found               ? FoundSomething
                               : NothingFound;
}
