//===- Lint.cpp - From summaries to results -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lint.h"
#include "Crashes.h"
#include "NoLints.h"
#include "Workers.h"
#include "refactor/Plan.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"
#include <chrono>
#include <map>
#include <set>
#include <tuple>

using namespace llvm;

namespace cotidy {

namespace {

/// A unit's say in what is reported.
struct Scope {
  explicit Scope(const LintUnit &U)
      : Files(reportedFiles(U)), Config(U.Config) {}

  std::set<std::string> Files;
  const FileConfig *Config;
};

class Linter {
public:
  explicit Linter(LintWishes Wishes) : Wishes(Wishes) {}

  /// Links \p Units, taking their summaries away where \p Last, and plans cures
  /// where \p First.
  void run(const std::vector<LintUnit *> &Units, bool First, bool Last);
  Results take();

private:
  void runCheck(const Rule &Check, const Options &O, const Program &P,
                const std::vector<Scope> &Scopes);
  size_t add(Finding F, const Program &P, bool AsError);
  void planCures(const Program &P, const Options &O);
  uint32_t tableIndex(const SourceFile &File);
  void moveToTable(Location &Loc, const Program &P);
  void countCoroutines(const Program &P);
  void noteScope(const Scope &S);
  void addMap(const Program &P, const Scope &S);

  /// Does \p Work, and says in the results' failures where that crashed.
  bool survives(StringRef Name, const Twine &Sentence,
                function_ref<void()> Work);

  LintWishes Wishes;
  Results Found;
  std::map<std::string, uint32_t> TableIndex;
  /// Check, file, offset and subject to the result.
  std::map<std::tuple<std::string, uint32_t, uint32_t, std::string>, size_t>
      Known;
  std::set<std::pair<uint32_t, uint32_t>> Coroutines; ///< file and offset
  /// What the checks found in the first program, in its own terms, and the
  /// results.
  std::vector<Finding> Own;
  std::vector<size_t> OwnResults;
};

uint32_t Linter::tableIndex(const SourceFile &File) {
  auto [It, New] = TableIndex.try_emplace(File.Path, Found.Files.size());
  if (New)
    Found.Files.push_back(File);
  return It->second;
}

void Linter::moveToTable(Location &Loc, const Program &P) {
  // A macro's argument stands where it is spelled.
  if (Loc.SpellingFile == Loc.File && Loc.SpellingOffset == Loc.Offset)
    Loc.SpellingFile = None;
  if (Loc.isValid())
    Loc.File = tableIndex(P.files()[Loc.File]);
  if (Loc.inMacro())
    Loc.SpellingFile = tableIndex(P.files()[Loc.SpellingFile]);
}

size_t Linter::add(Finding F, const Program &P, bool AsError) {
  moveToTable(F.Loc, P);
  for (Note &N : F.Notes)
    moveToTable(N.Loc, P);
  for (Note &N : F.Path)
    moveToTable(N.Loc, P);
  auto [It, New] = Known.try_emplace(
      {F.Check, F.Loc.File, F.Loc.Offset, F.Subject}, Found.All.size());
  if (New) {
    Result &Added = Found.All.emplace_back();
    Added.What = std::move(F);
    Added.AsError = AsError;
  } else if (Result &Same = Found.All[It->second]; Same.What.Sure < F.Sure) {
    Same.What = std::move(F);
  }
  return It->second;
}

void Linter::runCheck(const Rule &Check, const Options &O, const Program &P,
                      const std::vector<Scope> &Scopes) {
  std::vector<Finding> Findings;
  if (!survives(Check.Name,
                Twine("'") + Check.Name +
                    "' crashed, and its findings are missing; leave it out "
                    "with --checks=-" +
                    Check.Name + ", and report it",
                [&] { Findings = Check.Run(P, O); }))
    return;
  for (Finding &F : Findings) {
    if (!F.Loc.isValid())
      continue;
    const std::string &Path = P.files()[F.Loc.File].Path;
    auto Admits = [&](const Scope &S) {
      return S.Files.contains(Path) && S.Config->Checks.contains(Check.Name) &&
             S.Config->Settings.at(Check.Name) == O;
    };
    auto It = llvm::find_if(Scopes, Admits);
    if (It == Scopes.end())
      continue;
    Own.push_back(F);
    OwnResults.push_back(
        add(std::move(F), P, It->Config->Errors.contains(Check.Name)));
  }
}

void Linter::planCures(const Program &P, const Options &O) {
  if (!survives("plan",
                "cotidy crashed over how findings could be cured, and --fix "
                "makes nothing; report it",
                [&] { Found.Plans = plans(P, Own, O); }))
    return;
  for (size_t I = 0; I != Found.Plans.size(); ++I) {
    Plan &Each = Found.Plans[I];
    for (Note &Step : Each.Steps)
      moveToTable(Step.Loc, P);
    for (Refusal &Why : Each.Refused)
      moveToTable(Why.Loc, P);
    for (size_t F : Each.Findings)
      Found.All[OwnResults[F]].Plan = I;
    Each.Findings.clear();
  }
}

void Linter::countCoroutines(const Program &P) {
  for (const Function &F : P.functions())
    if (F.Coroutine && F.Loc.isValid() && !P.files()[F.Loc.File].System)
      Coroutines.insert({tableIndex(P.files()[F.Loc.File]), F.Loc.Offset});
  Found.NumCoroutines = Coroutines.size();
}

bool Linter::survives(StringRef Name, const Twine &Sentence,
                      function_ref<void()> Work) {
  const auto Start = std::chrono::steady_clock::now();
  const bool Survived = runAll(1, /*Jobs=*/1, [&](size_t) {
                          crashIfAsked(Wishes.CrashIn, Name);
                          Work();
                        }).front();
  Found.Seconds[Name.str()] +=
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Start)
          .count();
  if (Survived)
    return true;
  Found.Failures.push_back({"", Sentence.str()});
  return false;
}

void Linter::noteScope(const Scope &S) {
  for (const std::string &File : S.Files) {
    if (S.Config->Errors.contains(UnusedNoLint))
      Found.UnusedNoLintErrors.insert(File);
    for (const std::string &Check : S.Config->Checks) {
      const Confidence Least = S.Config->Settings.at(Check).MinConfidence;
      auto [It, New] = Found.LookedFor[File].try_emplace(Check, Least);
      It->second = std::min(It->second, Least);
    }
  }
}

void Linter::addMap(const Program &P, const Scope &S) {
  Found.Map = stateMap(P, S.Config->Settings.begin()->second);
  for (StateMap::Coroutine &C : Found.Map.Coroutines)
    moveToTable(C.Loc, P);
  for (StateMap::State &State : Found.Map.States)
    moveToTable(State.Loc, P);
  for (StateMap::Use &Use : Found.Map.Uses)
    moveToTable(Use.First, P);
  for (StateMap::Pair &Pair : Found.Map.Pairs)
    moveToTable(Pair.Where, P);
}

void Linter::run(const std::vector<LintUnit *> &Units, bool First, bool Last) {
  std::vector<TUSummary> Summaries;
  std::vector<Scope> Scopes;
  for (LintUnit *U : Units) {
    noteScope(Scopes.emplace_back(*U));
    if (Last)
      Summaries.push_back(std::move(U->Summary));
    else
      Summaries.push_back(U->Summary);
  }
  std::unique_ptr<Program> P;
  if (!survives("link",
                "cotidy crashed over what the files make together, and no "
                "check could run; lint a folder or a file at a time to get "
                "findings of the others, and report the one that it crashes "
                "over",
                [&] { P = Program::link(std::move(Summaries)); }))
    return;
  countCoroutines(*P);
  if (Last && Wishes.Map && !Scopes.empty())
    survives("map", "cotidy crashed over the map of what is shared",
             [&] { addMap(*P, Scopes.front()); });
  for (const Rule &Check : rules()) {
    std::vector<Options> Different;
    for (const Scope &S : Scopes)
      if (const Options &O = S.Config->Settings.at(Check.Name);
          S.Config->Checks.contains(Check.Name) && !is_contained(Different, O))
        Different.push_back(O);
    for (const Options &O : Different)
      runCheck(Check, O, *P, Scopes);
  }
  if (First && !Own.empty())
    planCures(*P, Scopes.front().Config->Settings.at(Own.front().Check));
}

Results Linter::take() {
  sortAndFingerprint(Found);
  return std::move(Found);
}

} // namespace

std::set<std::string> reportedFiles(const LintUnit &U) {
  const TUSummary &Unit = U.Summary;
  Regex Header(U.Config->HeaderFilter);
  Regex Excluded(U.Config->ExcludeHeaderFilter);
  std::set<std::string> Files;
  for (const SourceFile &F : Unit.Files)
    if (F.Path == Unit.MainFile ||
        (!F.System && Header.match(F.Path) &&
         (U.Config->ExcludeHeaderFilter.empty() || !Excluded.match(F.Path))))
      Files.insert(F.Path);
  return Files;
}

Results lint(std::vector<LintUnit> Units, LintWishes Wishes) {
  std::map<std::string, std::vector<LintUnit *>> Variants;
  size_t Programs = 1;
  for (LintUnit &U : Units) {
    std::vector<LintUnit *> &Same = Variants[U.Summary.MainFile];
    Same.push_back(&U);
    Programs = std::max(Programs, Same.size());
  }
  Linter L(Wishes);
  for (size_t I = 0; I != Programs; ++I) {
    std::vector<LintUnit *> Chosen;
    Chosen.reserve(Variants.size());
    for (const auto &[File, Same] : Variants)
      Chosen.push_back(Same[std::min(I, Same.size() - 1)]);
    L.run(Chosen, /*First=*/I == 0, /*Last=*/I + 1 == Programs);
  }
  Results Found = L.take();
  Found.NumUnits = Units.size();
  return Found;
}

} // namespace cotidy
