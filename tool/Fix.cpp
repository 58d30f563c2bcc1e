//===- Fix.cpp - Plans made, each whole or not at all ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fix.h"
#include "Crashes.h"
#include "FixedText.h"
#include "Parse.h"
#include "PlanEdits.h"
#include "UnitFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

class Fixer {
public:
  Fixer(std::vector<FixUnit> Units, const ProcessLimits &Limits,
        StringRef CrashIn)
      : Units(std::move(Units)), Limits(Limits), CrashIn(CrashIn) {}

  Fixes run(const Results &Found);

private:
  void gather(const std::set<std::string> &Wanted);
  std::vector<size_t> batch(size_t Limit) const;
  Objection attempt(const std::vector<size_t> &Batch);
  Objection verify(const Results &Before, const std::vector<size_t> &Batch,
                   EditedFiles Edited, const Targets &Changed);
  void record(size_t Which, const Objection &Why);
  Objection parseAgain(std::vector<FixUnit> &Trial, const EditedFiles &Edited,
                       const Targets &Changed) const;

  std::vector<FixUnit> Units;
  ProcessLimits Limits;
  StringRef CrashIn;
  EditedFiles Files;
  Results Now;
  Fixes Made;
  std::vector<PlanEdits> Gathered; ///< those of Now that are to be tried
  std::vector<size_t> Indexes;     ///< of each of them into Now.Plans
  std::vector<std::set<std::string>> Keys; ///< of what each of them cures
  std::set<std::set<std::string>> Tried, Objected;
};

/// The first error that Clang printed, with its place.
StringRef firstError(StringRef Diagnostics) {
  size_t At = Diagnostics.find("error: ");
  size_t Begin = Diagnostics.take_front(At).rfind('\n') + 1;
  return Diagnostics.substr(Begin).split('\n').first;
}

Objection Fixer::parseAgain(std::vector<FixUnit> &Trial,
                            const EditedFiles &Edited,
                            const Targets &Changed) const {
  std::vector<FixUnit *> Affected;
  for (FixUnit &U : Trial)
    if (llvm::any_of(Changed, [&](const auto &Entry) {
          return U.Read.contains(Entry.second.Id);
        }))
      Affected.push_back(&U);
  std::vector<ParsedUnit> Parsed(Affected.size());
  std::vector<bool> Read(Affected.size());
  runApart(
      to_vector(seq<size_t>(0, Affected.size())), Limits,
      [&](size_t I, Giving Give) {
        const FixUnit &U = *Affected[I];
        crashIfAsked(CrashIn, "edited " + sys::path::filename(U.In.File).str());
        Give(writeUnit(parse(U.In, U.Unit.Config->Edits, /*Color=*/false,
                             Edited.fileSystem())));
      },
      [&](size_t I, std::string Bytes) {
        if (std::optional<ParsedUnit> Unit = readUnit(std::move(Bytes))) {
          Parsed[I] = std::move(*Unit);
          Read[I] = true;
        }
      },
      [](size_t, const Ended &) {}, [](ArrayRef<size_t>) {});
  for (size_t I = 0; I != Affected.size(); ++I) {
    FixUnit &U = *Affected[I];
    if (U.NumErrors)
      return objection("'" + U.In.File + "', which includes what it edits, " +
                       "does not compile");
    if (!Read[I])
      return objection("Clang or cotidy crashed or gave up over '" + U.In.File +
                       "' with its edits");
    if (!Parsed[I].Parsed || Parsed[I].NumErrors)
      return objection(
          "with its edits '" + U.In.File +
          "' would no longer compile: " + firstError(Parsed[I].Diagnostics));
    U.Unit.Summary = std::move(Parsed[I].Summary);
    U.Read = snapshot(Parsed[I].Files);
  }
  return std::nullopt;
}

/// How many findings a lint may have of each check, and by subjectKey() of each
/// that is to be \p Cured.
std::map<std::string, size_t> allowed(const Results &Before,
                                      const std::set<std::string> &Cured,
                                      const std::set<size_t> &Plans) {
  std::map<std::string, size_t> Allowed;
  for (const std::string &Key : Cured)
    Allowed[Key] = 0;
  for (const Result &R : Before.All)
    if (!R.Plan || !Plans.contains(*R.Plan)) {
      ++Allowed[R.What.Check];
      auto Same = Allowed.find(subjectKey(R.What, Before));
      if (Same != Allowed.end())
        ++Same->second;
    }
  return Allowed;
}

Objection Fixer::verify(const Results &Before, const std::vector<size_t> &Batch,
                        EditedFiles Edited, const Targets &Changed) {
  std::vector<FixUnit> Trial = Units;
  if (Objection Why = parseAgain(Trial, Edited, Changed))
    return Why;
  Results After = lint(lintUnits(Trial, /*Keep=*/true));
  if (!After.Failures.empty())
    return objection(After.Failures.front().Sentence);

  std::set<std::string> Cured;
  std::set<size_t> Plans;
  for (size_t Each : Batch) {
    Cured.insert(Keys[Each].begin(), Keys[Each].end());
    Plans.insert(Indexes[Each]);
  }
  std::map<std::string, size_t> Allowed = allowed(Before, Cured, Plans);
  for (const Result &R : After.All) {
    auto Same = Allowed.find(subjectKey(R.What, After));
    if (Same != Allowed.end() && Same->second-- == 0)
      return objection("after its edits the finding would still be there");
    if (Allowed[R.What.Check]-- == 0)
      return objection("after its edits " + R.What.Check +
                       " would find more: " + R.What.Message);
  }

  Units = std::move(Trial);
  Files = std::move(Edited);
  Now = std::move(After);
  return std::nullopt;
}

/// The edits of all in one, which do not meet.
static Targets united(const std::vector<PlanEdits> &All,
                      const std::vector<size_t> &Batch) {
  Targets Out;
  for (size_t Each : Batch)
    for (const auto &[Path, T] : All[Each].Files) {
      auto [It, New] = Out.try_emplace(Path, T);
      if (New)
        continue;
      std::vector<Edit> &Edits = It->second.Edits;
      Edits.insert(Edits.end(), T.Edits.begin(), T.Edits.end());
      llvm::sort(Edits);
    }
  return Out;
}

Objection Fixer::attempt(const std::vector<size_t> &Batch) {
  const Targets To = united(Gathered, Batch);
  EditedFiles Edited = Files;
  for (const auto &[Path, T] : To) {
    SmallString<256> Real;
    if (std::error_code Error = sys::fs::real_path(Path, Real))
      return objection("'" + Path +
                       "' cannot be found again: " + Error.message());
    Expected<tooling::Replacements> Edits =
        replacementsFor(Real, T.Text, T.Edits);
    if (!Edits)
      return objection("its edits of '" + Path +
                       "' overlap: " + toString(Edits.takeError()));
    if (Error E = Edited.edit(T.Id, Real, T.Text, *Edits))
      return objection(toString(std::move(E)));
  }
  return verify(Results(Now), Batch, std::move(Edited), To);
}

std::set<std::string> keysOf(size_t Plan, const Results &In) {
  std::set<std::string> Keys;
  for (const Result &R : In.All)
    if (R.Plan == Plan)
      Keys.insert(subjectKey(R.What, In));
  return Keys;
}

/// Finds the edits of each plan that is to be made and was not tried before.
void Fixer::gather(const std::set<std::string> &Wanted) {
  Indexes.clear();
  Keys.clear();
  std::vector<Plan> Plans;
  for (size_t I = 0; I != Now.Plans.size(); ++I) {
    std::set<std::string> Its = keysOf(I, Now);
    if (!Now.Plans[I].Refused.empty() || Tried.contains(Its) ||
        llvm::none_of(
            Its, [&](const std::string &Key) { return Wanted.contains(Key); }))
      continue;
    Plans.push_back(Now.Plans[I]);
    Indexes.push_back(I);
    Keys.push_back(std::move(Its));
  }
  Gathered = editsOf(std::move(Plans), Units, Files, Now, Limits.Jobs);
}

/// The first plans, in order, that do not meet: \p Limit at most.
std::vector<size_t> Fixer::batch(size_t Limit) const {
  std::vector<size_t> Batch;
  for (size_t I = 0; I != Gathered.size() && Batch.size() < Limit; ++I)
    if (!Gathered[I].Why && !Tried.contains(Keys[I]) &&
        llvm::none_of(Batch, [&](size_t Other) {
          return meet(Gathered[I].Files, Gathered[Other].Files);
        }))
      Batch.push_back(I);
  return Batch;
}

void Fixer::record(size_t Which, const Objection &Why) {
  Attempt &A = Made.Attempts.emplace_back();
  A.Findings = Keys[Which];
  A.Made = !Why;
  if (!Why)
    return;
  A.Reason = Why->Reason;
  // A place in a text that was edited before is no place on disk.
  if (Files.empty() && Why->Loc.isValid())
    A.Where = {Now.Files[Why->Loc.File].Path, Why->Loc};
}

Fixes Fixer::run(const Results &Found) {
  std::set<std::string> Wanted;
  for (const Result &R : Found.All)
    if (R.reported())
      Wanted.insert(subjectKey(R.What, Found));
  // Whatever is not to be reported counts in verifying.
  Now = lint(lintUnits(Units, /*Keep=*/true));
  gather(Wanted);
  for (size_t Limit = ~size_t(0);;) {
    // They are asked again when others were made.
    for (size_t I = 0; I != Gathered.size(); ++I)
      if (Gathered[I].Why && Objected.insert(Keys[I]).second)
        record(I, Gathered[I].Why);
    const std::vector<size_t> Batch = batch(Limit);
    if (Batch.empty())
      break;
    const Objection Why = attempt(Batch);
    if (Why && Batch.size() > 1) {
      Limit = Batch.size() / 2; // one of them is to blame
      continue;
    }
    for (size_t Each : Batch) {
      record(Each, Why);
      Tried.insert(Keys[Each]);
    }
    Limit = ~size_t(0);
    if (!Why)
      gather(Wanted); // the plans are new ones
  }
  Made.Files = std::move(Files);
  Made.Left = std::move(Now);
  return std::move(Made);
}

} // namespace

Snapshot snapshot(const std::vector<ReadFile> &Files) {
  Snapshot Result;
  for (const ReadFile &File : Files)
    Result[File.Id] = File.Sum;
  return Result;
}

std::vector<LintUnit> lintUnits(std::vector<FixUnit> &Units, bool Keep) {
  std::vector<LintUnit> Result;
  Result.reserve(Units.size());
  for (FixUnit &U : Units)
    Result.push_back(Keep ? U.Unit : std::move(U.Unit));
  return Result;
}

std::string subjectKey(const Finding &F, const Results &In) {
  return F.Check + '\n' + In.Files[F.Loc.File].Path + '\n' + F.Subject;
}

Fixes fix(std::vector<FixUnit> Units, const Results &Found,
          const ProcessLimits &Limits, StringRef CrashIn) {
  return Fixer(std::move(Units), Limits, CrashIn).run(Found);
}

} // namespace cotidy
