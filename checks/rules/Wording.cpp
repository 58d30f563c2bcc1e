//===- Wording.cpp - How messages name things -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Wording.h"

namespace cotidy {

std::string nameOf(const Program &P, FunctionId F) {
  const Function &Fn = P.function(F);
  if (Fn.Lambda) {
    FunctionId Parent = P.find(Fn.Parent);
    return Parent == None ? "lambda" : "lambda in " + nameOf(P, Parent);
  }
  return Fn.Display.str();
}

std::string quoted(const std::vector<std::string> &Names, size_t Limit) {
  std::string Out;
  size_t Shown = Names.size() > Limit ? Limit - 1 : Names.size();
  for (size_t I = 0; I < Shown; ++I) {
    if (I)
      Out += I + 1 == Names.size() ? " and " : ", ";
    Out += "'" + Names[I] + "'";
  }
  if (Shown < Names.size())
    Out += " and " + std::to_string(Names.size() - Shown) + " more";
  return Out;
}

std::vector<Note> sharingNotes(const Program &P, const Sharing &How,
                               const Place &Where, const std::string &Name) {
  std::vector<Note> Notes;
  if (How.Other)
    Notes.push_back(
        {How.Other->Loc,
         "'" + nameOf(P, How.Other->At.F) + "' " +
             (How.Other->Kind == AccessKind::Write ? "changes" : "uses") +
             " '" + Name + "' too"});
  if (How.Pair)
    Notes.push_back(
        {How.Pair->Where, "it does not run alone: " + How.Pair->How});
  if (Where.Base == Place::Global)
    Notes.push_back(
        {P.globals()[Where.Index].Loc,
         "'" + P.globals()[Where.Index].Display + "' is declared here"});
  return Notes;
}

Note suspensionStep(const Program &P, EventRef Suspension) {
  const Event &E = P.event(Suspension);
  return {E.Loc, E.Suspending == SuspendKind::Yield
                     ? "the coroutine is suspended here by 'co_yield'"
                     : "the coroutine is suspended here"};
}

} // namespace cotidy
