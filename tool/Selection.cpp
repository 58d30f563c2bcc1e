//===- Selection.cpp - Which findings count -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Selection.h"
#include "CommandLine.h"
#include "Messages.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace cotidy {

std::optional<Selection> Selection::prepare(const CommandLine &Line,
                                            Messages &Out) {
  Selection Result;
  if (Line.BaselineFile) {
    Result.Known = Baseline::read(*Line.BaselineFile, Out);
    if (!Result.Known)
      return std::nullopt;
  }
  if (Line.DiffBase)
    Result.Changed = ChangedLines::since(*Line.DiffBase, Out);
  else if (Line.LineFilter)
    Result.Changed = ChangedLines::named(*Line.LineFilter, Out);
  if ((Line.DiffBase || Line.LineFilter) && !Result.Changed)
    return std::nullopt;
  return Result;
}

static std::string counted(size_t Number, StringRef Noun) {
  return (Twine(Number) + " " + Noun + (Number == 1 ? "" : "s")).str();
}

void Selection::tellVanished(const Results &R, const CommandLine &Line,
                             Messages &Out) {
  const std::vector<BaselineEntry> Gone = Known->vanished(R);
  if (Gone.empty())
    return;
  const std::string File = "'" + *Line.BaselineFile + "'";
  std::string Told;
  if (!Line.PruneBaseline) {
    Told =
        counted(Gone.size(), "finding") + " of the baseline " + File +
        (Gone.size() == 1 ? " has vanished; --prune-baseline drops it:\n"
                          : " have vanished; --prune-baseline drops them:\n");
  } else if (!Out.errors().empty()) {
    Told = "the baseline " + File +
           " stays as it is, since not everything could be analysed\n";
  } else {
    Known->prune(R);
    if (!Known->write(Out))
      return;
    Told = counted(Gone.size(), "vanished finding") + " dropped from " + File +
           ":\n";
  }
  if (Line.Quiet)
    return;
  for (const BaselineEntry &Entry : Gone)
    Told +=
        "  " + Entry.File + ": " + Entry.Check + ": " + Entry.Subject + "\n";
  Out.print(Told);
}

void Selection::apply(Results &R, Sources &From, const CommandLine &Line,
                      Messages &Out) {
  if (Known) {
    Known->match(R, From);
    tellVanished(R, Line, Out);
  }
  if (!Changed)
    return;
  llvm::erase_if(R.All, [&](const Result &Each) {
    const bool Elsewhere = !Changed->touch(Each, R, From);
    R.NumElsewhere += Elsewhere && Each.reported();
    return Elsewhere;
  });
}

std::string summary(const Results &R) {
  const size_t Reported =
      llvm::count_if(R.All, [](const Result &Each) { return Each.reported(); });
  const size_t Suppressed =
      llvm::count_if(R.All, [](const Result &Each) { return Each.Suppressed; });
  const size_t Known =
      llvm::count_if(R.All, [](const Result &Each) { return Each.InBaseline; });
  const size_t Curable = llvm::count_if(R.All, [](const Result &Each) {
    return Each.reported() && Each.Curable;
  });
  if (!Reported && !Known && !R.NumElsewhere)
    return "";
  std::string Text = counted(Reported, "finding");
  auto More = [&](size_t Number, StringRef What) {
    if (Number)
      Text += (", " + Twine(Number) + " " + What).str();
  };
  More(Curable, R.Fixed ? "fixed" : "that --fix can cure");
  More(Known, "more in the baseline");
  More(R.NumElsewhere, "more in unchanged lines");
  More(Suppressed, "more suppressed by NOLINT");
  return Text + "\n";
}

} // namespace cotidy
