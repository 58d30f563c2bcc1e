//===- UnitAnalysis.cpp - One translation unit, analysed once -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitAnalysis.h"
#include "RuleCheck.h"
#include "SourcePlaces.h"
#include "UnitFixes.h"
#include "lower/Lower.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace cotidy {

void UnitAnalysis::add(RuleCheck &Check, MatchFinder &Finder) {
  // Only to learn the ASTContext: translationUnitDecl() is not visited where
  // the traversal is limited to a file's own declarations, as clangd does.
  if (Checks.empty())
    Finder.addMatcher(
        functionDecl(isDefinition(), unless(isExpansionInSystemHeader())),
        this);
  Checks.push_back(&Check);
}

void UnitAnalysis::run(const MatchFinder::MatchResult &Result) {
  Context = Result.Context;
}

void UnitAnalysis::onEndOfTranslationUnit() {
  if (!Context)
    return;
  std::vector<TUSummary> Units;
  Units.push_back(lower(*Context));
  const std::unique_ptr<Program> P = Program::link(std::move(Units));
  const SourcePlaces Places(Context->getSourceManager(), P->files());

  std::vector<Finding> Findings;
  std::map<std::string, RuleCheck *> Owner;
  for (RuleCheck *Check : Checks)
    for (Finding &F : Check->findings(*P)) {
      Owner[F.Check] = Check;
      Findings.push_back(std::move(F));
    }
  sortAndUnique(Findings, *P);
  std::map<size_t, std::vector<FixItHint>> Fixes;
  if (!Findings.empty())
    Fixes = fixesWithin(*Context, *P, Findings,
                        Owner[Findings.front().Check]->settings());
  for (size_t I = 0; I != Findings.size(); ++I)
    Owner[Findings[I].Check]->report(Findings[I], Places, Fixes[I]);
}

std::shared_ptr<UnitAnalysis>
UnitAnalyses::of(const tidy::ClangTidyContext *Context) {
  const std::lock_guard<std::mutex> Lock(Mutex);
  std::erase_if(Live, [](const auto &Entry) { return Entry.second.expired(); });
  std::weak_ptr<UnitAnalysis> &Known = Live[Context];
  std::shared_ptr<UnitAnalysis> Unit = Known.lock();
  if (!Unit) {
    Unit = std::make_shared<UnitAnalysis>();
    Known = Unit;
  }
  return Unit;
}

} // namespace cotidy
