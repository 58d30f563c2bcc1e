//===- PlanEdits.cpp - The edits of plans, from all their units -----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PlanEdits.h"
#include "Parse.h"
#include "Workers.h"
#include "WriteFiles.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

Refusal objection(const Twine &Reason) { return {Location(), Reason.str()}; }

namespace {

/// What one parse has to say about a plan.
struct UnitSays {
  UnitEdits Edits;
  Targets Files; ///< without edits
  bool Parsed = false;
};

/// A unit that is asked about a plan.
struct Question {
  size_t Unit; ///< of Units
  Plan *About;
  UnitSays Said;
};

class Gatherer {
public:
  Gatherer(const std::vector<FixUnit> &Units, const EditedFiles &Files,
           const Results &Now, unsigned Jobs)
      : Units(Units), Files(Files), Now(Now), Jobs(Jobs) {}

  std::vector<PlanEdits> run(std::vector<Plan> Plans);

private:
  Objection unitsOf(const Plan &P, std::vector<size_t> &To) const;
  void askAll(std::vector<Question> &Questions) const;
  void ask(size_t Unit, ArrayRef<Question *> Questions) const;
  Refusal refusal(const EditRefusal &Why) const;
  Objection add(UnitSays Said, Targets &To) const;
  Objection put(const Plan &P, std::vector<UnitSays> Said, Targets &To) const;
  Objection checkTarget(const std::string &Path, const Target &T) const;

  const std::vector<FixUnit> &Units;
  const EditedFiles &Files;
  const Results &Now;
  unsigned Jobs;
};

void Gatherer::ask(size_t Unit, ArrayRef<Question *> Questions) const {
  const FixUnit &U = Units[Unit];
  auto Ask = [&](ASTContext &Context) {
    SourceManager &SM = Context.getSourceManager();
    for (Question *Q : Questions) {
      Q->Said.Edits = editsFor(*Q->About, Context);
      Q->Said.Parsed = true;
      for (const Edit &E : Q->Said.Edits.Edits) {
        auto Entry = SM.getFileManager().getOptionalFileRef(E.File);
        if (!Entry || Q->Said.Files.contains(E.File))
          continue;
        FileID ID = SM.translateFile(*Entry);
        Q->Said.Files[E.File] = {
            Entry->getUniqueID(), SM.getBufferData(ID).str(), {}};
      }
    }
  };
  parse(U.In, U.Unit.Config->Edits, /*Color=*/false, Files.fileSystem(), Ask);
}

void Gatherer::askAll(std::vector<Question> &Questions) const {
  std::map<size_t, std::vector<Question *>> ByUnit;
  for (Question &Q : Questions)
    ByUnit[Q.Unit].push_back(&Q);
  std::vector<std::pair<size_t, std::vector<Question *>>> All(ByUnit.begin(),
                                                              ByUnit.end());
  runAll(All.size(), Jobs, [&](size_t I) { ask(All[I].first, All[I].second); });
  // What one plan brings down is not to take the others with it.
  for (const auto &[Unit, Asked] : All)
    for (Question *Q : Asked)
      if (!Q->Said.Parsed && Asked.size() > 1)
        runAll(1, 1, [&, In = Unit](size_t) { ask(In, Q); });
}

Refusal Gatherer::refusal(const EditRefusal &Why) const {
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

Objection Gatherer::add(UnitSays Said, Targets &To) const {
  if (!Said.Parsed)
    return objection("Clang could not read one of its files again");
  if (!Said.Edits.Refused.empty())
    return refusal(Said.Edits.Refused.front());
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

Objection Gatherer::unitsOf(const Plan &P, std::vector<size_t> &To) const {
  for (const std::string &Main : P.Units)
    for (size_t I = 0; I != Units.size(); ++I)
      if (Units[I].Unit.Summary.MainFile == Main) {
        if (Units[I].NumErrors)
          return objection("'" + Main + "' does not compile");
        To.push_back(I);
      }
  if (To.empty())
    return objection("none of its files was linted");
  return std::nullopt;
}

Objection Gatherer::put(const Plan &P, std::vector<UnitSays> Said,
                        Targets &To) const {
  std::vector<const UnitEdits *> All;
  All.reserve(Said.size());
  for (const UnitSays &Each : Said)
    All.push_back(&Each.Edits);
  const std::optional<EditRefusal> Unsettled = unsettledCall(All);
  UnitSays &Struct = Said.emplace_back();
  Struct.Parsed = true;
  for (UnitSays &Each : Said) {
    if (&Each == &Said.back())
      Each.Edits = structFor(P);
    if (Objection Why = add(std::move(Each), To))
      return Why;
  }
  if (Unsettled)
    return refusal(*Unsettled);
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

std::vector<PlanEdits> Gatherer::run(std::vector<Plan> Plans) {
  std::vector<PlanEdits> Out;
  Out.reserve(Plans.size());
  std::vector<std::vector<size_t>> Asked(Plans.size());
  for (Plan &P : Plans) {
    PlanEdits &Each = Out.emplace_back();
    Each.Why = unitsOf(P, Asked[Out.size() - 1]);
    Each.What = std::move(P);
  }
  // The first unit of each plan settles where its struct goes.
  std::vector<Question> First, Rest;
  for (size_t I = 0; I != Out.size(); ++I)
    if (!Out[I].Why)
      First.push_back({Asked[I].front(), &Out[I].What, {}});
  askAll(First);
  std::vector<Plan> Copies;
  size_t Others = 0;
  for (const std::vector<size_t> &Each : Asked)
    Others += Each.size();
  Copies.reserve(Others);
  for (size_t I = 0; I != Out.size(); ++I)
    if (!Out[I].Why)
      for (size_t Unit : ArrayRef(Asked[I]).drop_front())
        Rest.push_back({Unit, &Copies.emplace_back(Out[I].What), {}});
  askAll(Rest);

  auto NextFirst = First.begin(), NextRest = Rest.begin();
  for (size_t I = 0; I != Out.size(); ++I) {
    if (Out[I].Why)
      continue;
    std::vector<UnitSays> Said;
    Said.push_back(std::move(NextFirst++->Said));
    for (size_t J = 1; J < Asked[I].size(); ++J, ++NextRest) {
      takeFields(Out[I].What, *NextRest->About);
      Said.push_back(std::move(NextRest->Said));
    }
    Out[I].Why = put(Out[I].What, std::move(Said), Out[I].Files);
  }
  return Out;
}

/// May \p Path be edited at all?
Objection Gatherer::checkTarget(const std::string &Path,
                                const Target &T) const {
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

} // namespace

std::vector<PlanEdits> editsOf(std::vector<Plan> Plans,
                               const std::vector<FixUnit> &Units,
                               const EditedFiles &Files, const Results &Now,
                               unsigned Jobs) {
  return Gatherer(Units, Files, Now, Jobs).run(std::move(Plans));
}

bool meet(const Targets &A, const Targets &B) {
  for (const auto &[Path, T] : A) {
    const auto Same = B.find(Path);
    if (Same == B.end())
      continue;
    for (const Edit &E : T.Edits)
      for (const Edit &F : Same->second.Edits)
        if (E.Offset <= F.Offset + F.Length && F.Offset <= E.Offset + E.Length)
          return true;
  }
  return false;
}

} // namespace cotidy
