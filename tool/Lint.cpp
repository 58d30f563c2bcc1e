//===- Lint.cpp - From summaries to results -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lint.h"
#include "Crashes.h"
#include "NoLints.h"
#include "Stages.h"
#include "Workers.h"
#include "refactor/Plan.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/BuryPointer.h"
#include "llvm/Support/Regex.h"
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

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

/// For a file, the configurations of the units that report it, in their order
/// and each once.
using ConfigsOfFiles =
    std::unordered_map<std::string, std::vector<const FileConfig *>>;

/// Of \p Jobs threads. A crash of one is a crash of who waits for them.
Executor onThreads(unsigned Jobs) {
  if (Jobs == 1)
    return inTurn;
  return [Jobs](size_t Count, const std::function<void(size_t)> &Work) {
    if (Count == 1)
      Work(0);
    else if (!llvm::all_of(runAll(Count, Jobs, Work),
                           [](bool Survived) { return Survived; }))
      std::abort();
  };
}

/// A check with options, and what came of it.
struct CheckRun {
  const Rule *Check;
  const Options *With;
  std::vector<Finding> Findings;
  double Seconds = 0;
};

class Linter {
public:
  explicit Linter(LintWishes Wishes) : Wishes(Wishes) {}

  /// Links \p Units, taking their summaries away where \p Last, and plans cures
  /// where \p First.
  void run(const std::vector<LintUnit *> &Units, bool First, bool Last);
  Results take();

private:
  void runChecks(const Program &P, const SetVector<const FileConfig *> &Configs,
                 const ConfigsOfFiles &Reported);
  void keep(const CheckRun &Done, const Program &P,
            const ConfigsOfFiles &Reported);
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

void Linter::runChecks(const Program &P,
                       const SetVector<const FileConfig *> &Configs,
                       const ConfigsOfFiles &Reported) {
  std::vector<CheckRun> Runs;
  for (const Rule &Check : rules()) {
    const size_t First = Runs.size();
    for (const FileConfig *Config : Configs) {
      const Options &O = Config->Settings.at(Check.Name);
      const auto Same = [&](const CheckRun &R) { return *R.With == O; };
      if (Config->Checks.contains(Check.Name) &&
          none_of(drop_begin(Runs, First), Same))
        Runs.push_back({&Check, &O, {}});
    }
  }
  if (!survives("evidence",
                "cotidy crashed over what coroutines share, and no check could "
                "run; report it",
                [&] {
                  for (const CheckRun &R : Runs)
                    prepare(P, *R.With);
                }))
    return;
  const std::vector<bool> Survived =
      runAll(Runs.size(), Wishes.Jobs, [&](size_t I) {
        crashIfAsked(Wishes.CrashIn, Runs[I].Check->Name);
        const Timed Whole(Runs[I].Seconds);
        Runs[I].Findings = Runs[I].Check->Run(P, *Runs[I].With);
      });
  for (size_t I = 0; I != Runs.size(); ++I) {
    const std::string Name = Runs[I].Check->Name;
    Found.Seconds[Name] += Runs[I].Seconds;
    if (Survived[I])
      keep(Runs[I], P, Reported);
    else
      Found.Failures.push_back(
          {"", ("'" + Twine(Name) +
                "' crashed, and its findings are missing; leave it out with "
                "--checks=-" +
                Name + ", and report it")
                   .str()});
  }
}

void Linter::keep(const CheckRun &Done, const Program &P,
                  const ConfigsOfFiles &Reported) {
  for (const Finding &F : Done.Findings) {
    if (!F.Loc.isValid())
      continue;
    auto Configs = Reported.find(P.files()[F.Loc.File].Path);
    if (Configs == Reported.end())
      continue;
    auto It = llvm::find_if(Configs->second, [&](const FileConfig *Config) {
      return Config->Checks.contains(Done.Check->Name) &&
             Config->Settings.at(Done.Check->Name) == *Done.With;
    });
    if (It == Configs->second.end())
      continue;
    Own.push_back(F);
    OwnResults.push_back(add(F, P, (*It)->Errors.contains(Done.Check->Name)));
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
  const Timed Whole(Found.Seconds[Name.str()]);
  if (runAll(1, /*Jobs=*/1, [&](size_t) {
        crashIfAsked(Wishes.CrashIn, Name);
        Work();
      }).front())
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
  ConfigsOfFiles Reported;
  SetVector<const FileConfig *> Configs;
  for (LintUnit *U : Units) {
    noteScope(Scopes.emplace_back(*U));
    Configs.insert(U->Config);
    for (const std::string &File : Scopes.back().Files)
      if (std::vector<const FileConfig *> &Known = Reported[File];
          !is_contained(Known, U->Config))
        Known.push_back(U->Config);
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
                [&] {
                  P = Program::link(std::move(Summaries),
                                    onThreads(Wishes.Jobs));
                }))
    return;
  countCoroutines(*P);
  if (Last && Wishes.Map && !Scopes.empty())
    survives("map", "cotidy crashed over the map of what is shared",
             [&] { addMap(*P, Scopes.front()); });
  runChecks(*P, Configs, Reported);
  P->forgetOthers();
  if (First && !Own.empty())
    planCures(*P, Scopes.front().Config->Settings.at(Own.front().Check));
  if (Wishes.Leaves)
    BuryPointer(std::move(P));
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
