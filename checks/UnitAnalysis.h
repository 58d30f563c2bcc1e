//===- UnitAnalysis.h - One translation unit, analysed once -----*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_UNITANALYSIS_H
#define COTIDY_UNITANALYSIS_H

#include "clang/ASTMatchers/ASTMatchFinder.h"
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace clang::tidy {
class ClangTidyContext;
} // namespace clang::tidy

namespace cotidy {

class RuleCheck;

/// What the checks enabled for one translation unit share: the unit is lowered
/// and linked once, at its end, and all rules run on that program.
class UnitAnalysis : public clang::ast_matchers::MatchFinder::MatchCallback {
public:
  /// \p Check is to run at the end of the unit that \p Finder is for.
  void add(RuleCheck &Check, clang::ast_matchers::MatchFinder &Finder);

  void
  run(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;

private:
  std::vector<RuleCheck *> Checks;
  clang::ASTContext *Context = nullptr; ///< null: the unit defines no function
};

/// Hands the checks that clang-tidy creates for one context the same analysis.
/// A clangd creates checks for several contexts in as many threads.
class UnitAnalyses {
public:
  std::shared_ptr<UnitAnalysis>
  of(const clang::tidy::ClangTidyContext *Context);

private:
  std::mutex Mutex;
  std::map<const clang::tidy::ClangTidyContext *, std::weak_ptr<UnitAnalysis>>
      Live;
};

} // namespace cotidy

#endif // COTIDY_UNITANALYSIS_H
