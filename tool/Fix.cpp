//===- Fix.cpp - Plans made, each whole or not at all ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fix.h"
#include "FixedText.h"
#include "Parse.h"
#include "Workers.h"
#include "WriteFiles.h"
#include "refactor/Edits.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// Nothing, or why a plan is given up.
using Objection = std::optional<Refusal>;

Refusal objection(const Twine &Reason) { return {Location(), Reason.str()}; }

/// A file that a plan edits, as its units read it.
struct Target {
  sys::fs::UniqueID Id;
  std::string Text;
  std::vector<Edit> Edits;
};
using Targets = std::map<std::string, Target>; ///< by path, as Clang opened it

/// What one parse has to say about a plan.
struct UnitSays {
  UnitEdits Edits;
  Targets Files; ///< without edits
  bool Parsed = false;
};

class Fixer {
public:
  Fixer(std::vector<FixUnit> Units, unsigned Jobs)
      : Units(std::move(Units)), Jobs(Jobs) {}

  Fixes run(const Results &Found);

private:
  Objection attempt(const Results &Before, size_t Plan);
  Objection collect(Plan &P, Targets &To);
  UnitSays askUnit(const FixUnit &U, Plan &P) const;
  Objection add(UnitSays Said, Targets &To) const;
  Objection checkTarget(const std::string &Path, const Target &T) const;
  Objection verify(const Results &Before, size_t Plan, EditedFiles Edited,
                   const Targets &Changed);
  Objection parseAgain(std::vector<FixUnit> &Trial, const EditedFiles &Edited,
                       const Targets &Changed) const;

  std::vector<FixUnit> Units;
  unsigned Jobs;
  EditedFiles Files;
  Results Now;
};

UnitSays Fixer::askUnit(const FixUnit &U, Plan &P) const {
  UnitSays Said;
  auto Ask = [&](ASTContext &Context) {
    Said.Edits = editsFor(P, Context);
    Said.Parsed = true;
    SourceManager &SM = Context.getSourceManager();
    for (const Edit &E : Said.Edits.Edits) {
      auto Entry = SM.getFileManager().getOptionalFileRef(E.File);
      if (!Entry || Said.Files.contains(E.File))
        continue;
      FileID ID = SM.translateFile(*Entry);
      Said.Files[E.File] = {
          Entry->getUniqueID(), SM.getBufferData(ID).str(), {}};
    }
  };
  parse(U.In, U.Unit.Config->Edits, /*Color=*/false, Files.fileSystem(), Ask);
  return Said;
}

Objection Fixer::add(UnitSays Said, Targets &To) const {
  if (!Said.Parsed)
    return objection("Clang could not read one of its files again");
  if (!Said.Edits.Refused.empty()) {
    const EditRefusal &Why = Said.Edits.Refused.front();
    Refusal Result = objection(Why.Reason);
    auto File = llvm::find_if(
        Now.Files, [&](const SourceFile &F) { return F.Path == Why.File; });
    if (File != Now.Files.end()) {
      Result.Loc.File = File - Now.Files.begin();
      Result.Loc.Offset = Why.Offset;
      Result.Loc.Line = Why.Line;
      Result.Loc.Column = Why.Column;
    }
    return Result;
  }
  for (auto &[Path, File] : Said.Files) {
    auto [It, New] = To.try_emplace(Path, File);
    if (!New && It->second.Text != File.Text)
      return objection("'" + Path + "' has changed since it was read");
  }
  for (Edit &E : Said.Edits.Edits) {
    auto It = To.find(E.File);
    if (It == To.end())
      return objection("'" + E.File + "' is no file of this program");
    It->second.Edits.push_back(std::move(E));
  }
  return std::nullopt;
}

Objection Fixer::collect(Plan &P, Targets &To) {
  std::vector<const FixUnit *> Asked;
  for (const std::string &Main : P.Units)
    for (const FixUnit &U : Units)
      if (U.Unit.Summary.MainFile == Main) {
        if (U.NumErrors)
          return objection("'" + Main + "' does not compile");
        Asked.push_back(&U);
      }
  if (Asked.empty())
    return objection("none of its files was linted");

  // The first one settles where the struct goes.
  std::vector<UnitSays> Said(Asked.size());
  runAll(1, 1, [&](size_t) { Said[0] = askUnit(*Asked[0], P); });
  runAll(Asked.size() - 1, Jobs, [&](size_t I) {
    Plan Copy = P;
    Said[I + 1] = askUnit(*Asked[I + 1], Copy);
  });
  for (UnitSays &Each : Said)
    if (Objection Why = add(std::move(Each), To))
      return Why;
  for (auto &[Path, T] : To) {
    llvm::sort(T.Edits);
    T.Edits.erase(llvm::unique(T.Edits), T.Edits.end());
    if (Objection Why = checkTarget(Path, T))
      return Why;
  }
  if (To.empty())
    return objection("there is nothing to edit");
  return std::nullopt;
}

/// May \p Path be edited at all?
Objection Fixer::checkTarget(const std::string &Path, const Target &T) const {
  bool IsMain = llvm::any_of(
      Units, [&](const FixUnit &U) { return U.Unit.Summary.MainFile == Path; });
  for (const FixUnit &U : Units) {
    auto Known = U.Read.find(T.Id);
    if (Known != U.Read.end() && Known->second != xxh3_64bits(T.Text))
      return objection("'" + Path + "' has changed since it was read");
    for (const SourceFile &F : U.Unit.Summary.Files) {
      if (F.Path != Path || IsMain)
        continue;
      if (F.System)
        return objection("'" + Path + "' is a system header");
      if (!reportedFiles(U.Unit).contains(Path))
        return objection("the header filter leaves '" + Path + "' out");
    }
  }
  if (auto Why = whyNotWritable(Path))
    return objection("'" + Path + "' cannot be edited: " + *Why);
  return std::nullopt;
}

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
  runAll(Affected.size(), Jobs, [&](size_t I) {
    FixUnit &U = *Affected[I];
    Parsed[I] =
        parse(U.In, U.Unit.Config->Edits, /*Color=*/false, Edited.fileSystem(),
              [&](ASTContext &C) { U.Read = snapshot(C); });
  });
  for (size_t I = 0; I != Affected.size(); ++I) {
    FixUnit &U = *Affected[I];
    if (U.NumErrors)
      return objection("'" + U.In.File + "', which includes what it edits, " +
                       "does not compile");
    if (!Parsed[I].Parsed || Parsed[I].NumErrors)
      return objection(
          "with its edits '" + U.In.File +
          "' would no longer compile: " + firstError(Parsed[I].Diagnostics));
    U.Unit.Summary = std::move(Parsed[I].Summary);
  }
  return std::nullopt;
}

/// How many findings a lint may have of each check, and by subjectKey() of each
/// that \p Plan cures.
std::map<std::string, size_t> allowed(const Results &Before, size_t Plan) {
  std::map<std::string, size_t> Allowed;
  for (const Result &R : Before.All)
    if (R.Plan == Plan)
      Allowed[subjectKey(R.What, Before)] = 0;
  for (const Result &R : Before.All)
    if (R.Plan != Plan) {
      ++Allowed[R.What.Check];
      auto Same = Allowed.find(subjectKey(R.What, Before));
      if (Same != Allowed.end())
        ++Same->second;
    }
  return Allowed;
}

Objection Fixer::verify(const Results &Before, size_t Plan, EditedFiles Edited,
                        const Targets &Changed) {
  std::vector<FixUnit> Trial = Units;
  if (Objection Why = parseAgain(Trial, Edited, Changed))
    return Why;
  Results After = lint(lintUnits(Trial, /*Keep=*/true));
  if (!After.Failures.empty())
    return objection(After.Failures.front().Sentence);

  std::map<std::string, size_t> Allowed = allowed(Before, Plan);
  for (const Result &R : After.All) {
    auto Cured = Allowed.find(subjectKey(R.What, After));
    if (Cured != Allowed.end() && Cured->second-- == 0)
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

Objection Fixer::attempt(const Results &Before, size_t Plan) {
  cotidy::Plan P = Before.Plans[Plan];
  Targets To;
  if (Objection Why = collect(P, To))
    return Why;
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
  return verify(Before, Plan, std::move(Edited), To);
}

std::set<std::string> keysOf(size_t Plan, const Results &In) {
  std::set<std::string> Keys;
  for (const Result &R : In.All)
    if (R.Plan == Plan)
      Keys.insert(subjectKey(R.What, In));
  return Keys;
}

Fixes Fixer::run(const Results &Found) {
  std::set<std::string> Wanted;
  for (const Result &R : Found.All)
    if (R.reported())
      Wanted.insert(subjectKey(R.What, Found));
  // Whatever is not to be reported counts in verifying.
  Now = lint(lintUnits(Units, /*Keep=*/true));
  Fixes Made;
  std::set<std::set<std::string>> Tried;
  size_t Next = 0;
  while (Next < Now.Plans.size()) {
    size_t Plan = Next++;
    std::set<std::string> Keys = keysOf(Plan, Now);
    auto IsWanted = [&](const std::string &Key) {
      return Wanted.contains(Key);
    };
    if (!Now.Plans[Plan].Refused.empty() || !llvm::any_of(Keys, IsWanted) ||
        !Tried.insert(Keys).second)
      continue;
    Attempt &A = Made.Attempts.emplace_back();
    A.Findings = std::move(Keys);
    // A place in a text that was edited before is no place on disk.
    bool HasPlaces = Files.empty();
    Objection Why = attempt(Results(Now), Plan);
    A.Made = !Why;
    if (A.Made) {
      Next = 0; // the plans are new ones
      continue;
    }
    A.Reason = Why->Reason;
    if (HasPlaces && Why->Loc.isValid())
      A.Where = {Now.Files[Why->Loc.File].Path, Why->Loc};
  }
  Made.Files = std::move(Files);
  Made.Left = std::move(Now);
  return Made;
}

} // namespace

Snapshot snapshot(const ASTContext &Unit) {
  Snapshot Result;
  const SourceManager &SM = Unit.getSourceManager();
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It)
    if (auto Text = It->second->getBufferDataIfLoaded())
      Result[It->first.getUniqueID()] = xxh3_64bits(*Text);
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

Fixes fix(std::vector<FixUnit> Units, const Results &Found, unsigned Jobs) {
  return Fixer(std::move(Units), Jobs).run(Found);
}

} // namespace cotidy
