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
#include "Parse.h"
#include "Skip.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <mutex>

using namespace llvm;

namespace cotidy {

bool tellTrouble(const Input &In, bool Survived, const ParsedUnit &Unit,
                 StringRef Used, Messages &Out) {
  Out.print(Unit.Diagnostics);
  if (!Survived || !Unit.Parsed) {
    Out.error(
        "'" + In.File + "' was not analysed: Clang " +
            (Survived ? "could not read it" : "or cotidy crashed over it"),
        In.File);
    return false;
  }
  if (Unit.NumErrors)
    Out.error("'" + In.File + "' has errors; what Clang made of it was " + Used,
              In.File);
  return true;
}

std::vector<FixUnit> parseAll(const std::vector<Input> &Inputs,
                              const CommandLine &Line, Config &Configuration,
                              Messages &Out) {
  std::vector<FixUnit> Units(Inputs.size());
  for (size_t I = 0; I != Inputs.size(); ++I) {
    Units[I].In = Inputs[I];
    Units[I].Unit.Config = &Configuration.forFile(Inputs[I].File);
  }

  bool ShowProgress = !Line.Quiet && Inputs.size() > 1 && errs().is_displayed();
  std::vector<ParsedUnit> Parsed(Inputs.size());
  Cache Kept(Line, Out);
  std::mutex Progress;
  size_t Started = 0;
  std::vector<bool> Survived(Inputs.size(), true);
  auto ParseOne = [&](size_t I) {
    if (ShowProgress) {
      std::lock_guard<std::mutex> Lock(Progress);
      Out.print(("[" + Twine(++Started) + "/" + Twine(Inputs.size()) + "] " +
                 Inputs[I].File + "\n")
                    .str());
    }
    const ArgumentEdits &Edits = Units[I].Unit.Config->Edits;
    // What edits are made of is read anew.
    if (!Line.makesEdits())
      if (std::optional<ParsedUnit> Known = Kept.find(Inputs[I], Edits)) {
        Parsed[I] = std::move(*Known);
        return;
      }
    Parsed[I] =
        parse(Inputs[I], Edits, Out.color(), vfs::createPhysicalFileSystem(),
              [&](clang::ASTContext &Unit) {
                if (Line.makesEdits())
                  Units[I].Read = snapshot(Unit);
              });
    Kept.keep(Inputs[I], Edits, Parsed[I]);
  };
  auto Parse = [&](ArrayRef<size_t> Which) {
    const std::vector<bool> Well =
        runAll(Which.size(), Line.Jobs, [&](size_t N) { ParseOne(Which[N]); });
    for (size_t N = 0; N != Which.size(); ++N)
      Survived[Which[N]] = Well[N];
  };
  if (Line.NoSkip || Line.EmitIR || Line.EmitProgram) {
    Parse(llvm::to_vector(llvm::seq<size_t>(0, Inputs.size())));
  } else {
    Skipper Skip(Inputs, Line, Configuration, Kept);
    std::vector<const TUSummary *> Summaries(Inputs.size());
    std::vector<bool> Wanted(Inputs.size());
    for (std::vector<size_t> Which; !(Which = Skip.next(Summaries)).empty();) {
      Parse(Which);
      for (size_t I : Which) {
        Wanted[I] = true;
        if (Survived[I] && Parsed[I].Parsed)
          Summaries[I] = &Parsed[I].Summary;
      }
    }
    for (size_t I = 0; I != Inputs.size(); ++I)
      if (!Wanted[I])
        Parsed[I] = Skip.standIn(I);
  }
  Kept.prune();

  std::vector<FixUnit> Usable;
  for (size_t I = 0; I != Inputs.size(); ++I) {
    if (!tellTrouble(Inputs[I], Survived[I], Parsed[I], "linted", Out))
      continue;
    Units[I].Unit.Summary = std::move(Parsed[I].Summary);
    Units[I].NumErrors = Parsed[I].NumErrors;
    Units[I].Files = std::move(Parsed[I].Files);
    Usable.push_back(std::move(Units[I]));
  }
  return Usable;
}

} // namespace cotidy
