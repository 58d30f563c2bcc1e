//===- RuleCheck.cpp - A rule as a clang-tidy check -----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuleCheck.h"
#include "SourcePlaces.h"
#include "clang/Basic/LangOptions.h"

using namespace clang;
using namespace clang::tidy;

namespace cotidy {

RuleCheck::RuleCheck(const Rule &R, ClangTidyContext *Context,
                     std::shared_ptr<UnitAnalysis> Unit)
    : ClangTidyCheck(R.Name, Context), R(R), Settings(defaultOptions()),
      Unit(std::move(Unit)) {
  for (const OptionSpec &Spec : optionSpecs()) {
    std::optional<StringRef> Value = Options.getLocalOrGlobal(Spec.Name);
    if (Value && !Spec.Set(Settings, Value->str()))
      configurationDiag("invalid configuration value '%0' for option '%1.%2'")
          << *Value << R.Name << Spec.Name;
  }
}

bool RuleCheck::isLanguageVersionSupported(const LangOptions &Lang) const {
  return Lang.CPlusPlus20;
}

void RuleCheck::storeOptions(ClangTidyOptions::OptionMap &Stored) {
  for (const OptionSpec &Spec : optionSpecs())
    Options.store(Stored, Spec.Name, Spec.Get(Settings));
}

void RuleCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Unit->add(*this, *Finder);
}

void RuleCheck::report(const Finding &F, const SourcePlaces &Places,
                       const std::vector<FixItHint> &Fixes) {
  auto Emit = [&](SourceLocation Begin, const Location &L, StringRef Message,
                  DiagnosticIDs::Level Level) {
    // %0: a message may hold a percent sign of the source's.
    DiagnosticBuilder D = diag(Begin, "%0", Level);
    D << Message;
    if (CharSourceRange Range = Places.range(L); Range.isValid())
      D << Range;
    if (Level != DiagnosticIDs::Note)
      for (const FixItHint &Fix : Fixes)
        D << Fix;
  };
  Emit(Places.inMacro(F.Loc), F.Loc, F.Message, DiagnosticIDs::Warning);
  for (const Note &N : F.Path)
    Emit(Places.begin(N.Loc), N.Loc, N.Message, DiagnosticIDs::Note);
  for (const Note &N : F.Notes)
    Emit(Places.begin(N.Loc), N.Loc, N.Message, DiagnosticIDs::Note);
}

} // namespace cotidy
