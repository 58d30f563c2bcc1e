//===- RuleCheck.h - A rule as a clang-tidy check ---------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_RULECHECK_H
#define COTIDY_RULECHECK_H

#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "program/Options.h"
#include "rules/Rules.h"

namespace cotidy {

class SourcePlaces;

/// Fronts one rule in clang-tidy: reads its options, stores them under the
/// names they are read by, and reports its findings at the end of the
/// translation unit. All checks of one unit share a UnitAnalysis.
class RuleCheck : public clang::tidy::ClangTidyCheck {
public:
  RuleCheck(const Rule &R, clang::tidy::ClangTidyContext *Context,
            std::shared_ptr<UnitAnalysis> Unit);

  bool
  isLanguageVersionSupported(const clang::LangOptions &Lang) const override;
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Stored) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;

  std::vector<Finding> findings(const Program &P) const {
    return R.Run(P, Settings);
  }
  const cotidy::Options &settings() const { return Settings; }
  void report(const Finding &F, const SourcePlaces &Places,
              const std::vector<clang::FixItHint> &Fixes);

private:
  const Rule &R;
  cotidy::Options Settings;
  std::shared_ptr<UnitAnalysis> Unit;
};

} // namespace cotidy

#endif // COTIDY_RULECHECK_H
