//===- ParseAll.cpp - Every input to its unit -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParseAll.h"
#include "Cache.h"
#include "CommandLine.h"
#include "Config.h"
#include "Inputs.h"
#include "Messages.h"
#include "ParseApart.h"
#include "Progress.h"
#include "Skip.h"
#include "Stages.h"
#include "UnitFile.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

namespace {

/// An input's unit where the cache has it, else what there is to do.
struct Found {
  size_t Input;
  ParseJob Job;
  std::optional<ParsedUnit> Unit;
};

} // namespace

static std::vector<Found> lookUp(ArrayRef<size_t> Which,
                                 const std::vector<FixUnit> &Units,
                                 const CommandLine &Line, Cache &Kept,
                                 Stages &Took) {
  const Timed Whole(Took.Cache);
  std::vector<Found> All(Which.size());
  runAll(Which.size(), Line.Jobs, [&](size_t N) {
    Found &Each = All[N];
    const FixUnit &U = Units[Which[N]];
    Each.Input = Which[N];
    Each.Job = {&U.In, &U.Unit.Config->Edits, 0};
    // What edits are made of is read anew.
    if (!Line.makesEdits())
      Each.Unit = Kept.find(U.In, *Each.Job.Edits, Each.Job.Seconds);
    if (!Each.Unit && !Each.Job.Seconds)
      Each.Job.Seconds = expectedSeconds(U.In);
  });
  Took.Cached += llvm::count_if(
      All, [](const Found &Each) { return Each.Unit.has_value(); });
  return All;
}

/// Has \p Parse fill \p Parsed, where a parse is needed.
static void parseWanted(const std::vector<Input> &Inputs,
                        const CommandLine &Line, Config &Configuration,
                        Cache &Kept, function_ref<void(ArrayRef<size_t>)> Parse,
                        std::vector<ParsedApart> &Parsed, Stages &Took,
                        Messages &Out) {
  std::optional<Timed> Scanning(std::in_place, Took.Scan);
  Skipper Skip(Inputs, Line, Configuration, Kept, Out);
  std::vector<const TUSummary *> Summaries(Inputs.size());
  std::vector<bool> Wanted(Inputs.size());
  for (std::vector<size_t> Which; !(Which = Skip.next(Summaries)).empty();) {
    Scanning.reset();
    Parse(Which);
    for (size_t I : Which) {
      Wanted[I] = true;
      if (Parsed[I].Unit.Parsed)
        Summaries[I] = &Parsed[I].Unit.Summary;
    }
    Scanning.emplace(Took.Scan);
  }
  for (size_t I = 0; I != Inputs.size(); ++I)
    if (!Wanted[I]) {
      Parsed[I].Unit = Skip.standIn(I);
      ++Took.Skipped;
    }
}

std::vector<FixUnit> parseAll(const std::vector<Input> &Inputs,
                              const CommandLine &Line, Config &Configuration,
                              Stages &Took, Messages &Out) {
  std::vector<FixUnit> Units(Inputs.size());
  for (size_t I = 0; I != Inputs.size(); ++I) {
    Units[I].In = Inputs[I];
    Units[I].Unit.Config = &Configuration.forFile(Inputs[I].File);
  }
  Took.Found = Inputs.size();

  Cache Kept(Line, Out);
  std::vector<ParsedApart> Parsed(Inputs.size());
  {
    Progress Shown(Out,
                   !Line.Quiet && Inputs.size() > 1 && errs().is_displayed(),
                   Inputs.size());
    auto Parse = [&](ArrayRef<size_t> Which) {
      std::vector<size_t> Unknown;
      std::vector<ParseJob> Jobs;
      for (Found &Each : lookUp(Which, Units, Line, Kept, Took)) {
        if (Each.Unit) {
          Shown.addCoroutines(numCoroutines(Each.Unit->Summary));
          Shown.done(0);
          Parsed[Each.Input].Unit = std::move(*Each.Unit);
        } else {
          Unknown.push_back(Each.Input);
          Jobs.push_back(Each.Job);
        }
      }
      std::vector<ParsedApart> New =
          parseApart(Jobs, Line, &Kept, Shown, Took, Out);
      for (size_t N = 0; N != Unknown.size(); ++N)
        Parsed[Unknown[N]] = std::move(New[N]);
    };
    if (Line.NoSkip || Line.EmitIR || Line.EmitProgram)
      Parse(llvm::to_vector(llvm::seq<size_t>(0, Inputs.size())));
    else
      parseWanted(Inputs, Line, Configuration, Kept, Parse, Parsed, Took, Out);
  }
  Took.TextsRead = Kept.texts().counts().Read;
  Took.TextsKnown = Kept.texts().counts().Known;
  Kept.prune();

  std::vector<FixUnit> Usable;
  for (size_t I = 0; I != Inputs.size(); ++I) {
    if (!tellTrouble(Inputs[I], Parsed[I], "linted", Line, Out))
      continue;
    Units[I].Unit.Summary = std::move(Parsed[I].Unit.Summary);
    Units[I].NumErrors = Parsed[I].Unit.NumErrors;
    if (Line.makesEdits())
      Units[I].Read = snapshot(Parsed[I].Unit.Files);
    for (ReadFile &File : Parsed[I].Unit.Files)
      Units[I].Files.push_back(std::move(File.Path));
    Usable.push_back(std::move(Units[I]));
  }
  return Usable;
}

} // namespace cotidy
