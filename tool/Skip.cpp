//===- Skip.cpp - Which inputs need no parse ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Skip.h"
#include "Cache.h"
#include "CommandLine.h"
#include "Project.h"
#include "Relevance.h"
#include "Workers.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <numeric>

using namespace llvm;

namespace cotidy {

namespace {

constexpr StringLiteral Keywords[] = {"co_await", "co_yield", "co_return"};

/// A name that is looked for, by it and the macros that bring it in.
struct Wanted {
  enum Kind : uint8_t { Used, Defined, Member } What;
  WordSet Class; ///< to be in sight; empty: whatever is
};

/// What files have of the names that are looked for.
class Search {
public:
  Search(const Project &In, const Relevance &For);

  std::vector<Wanted> All;
  DenseMap<Word, std::vector<const Wanted *>> ByWord;
  /// For each file of the user's that has some.
  DenseMap<const ProjectFile *, std::vector<Word>> Has;
  WordSet Seen;                     ///< to be in sight
  std::vector<std::string> Spelled; ///< all names

private:
  void add(const std::set<NameIn> &Names, Wanted::Kind What);

  const Project &In;
  std::vector<WordSet> Spellings; ///< of All
};

Search::Search(const Project &In, const Relevance &For) : In(In) {
  add(For.Used, Wanted::Used);
  add(For.Members, Wanted::Member);
  add(For.Defined, Wanted::Defined);
  for (const std::string &Name : For.Seen) {
    const WordSet Names = In.Macros.bringing(wordOf(Name));
    Seen.insert(Names.begin(), Names.end());
    Spelled.push_back(Name);
  }
  for (size_t I = 0; I != All.size(); ++I)
    for (Word W : Spellings[I])
      ByWord[W].push_back(&All[I]);
  for (const ProjectFile &F : In.Files)
    if (F.OfUser)
      for (Word W : F.Words.All)
        if (ByWord.contains(W))
          Has[&F].push_back(W);
}

void Search::add(const std::set<NameIn> &Names, Wanted::Kind What) {
  for (const auto &[Class, Name] : Names) {
    All.push_back({What, {}});
    if (!Class.empty())
      All.back().Class = In.Macros.bringing(wordOf(Class));
    Spellings.push_back(In.Macros.bringing(wordOf(Name)));
    Spelled.push_back(Name);
  }
}

bool overlap(const WordSet &A, const WordSet &B) {
  const WordSet &Small = A.size() < B.size() ? A : B;
  const WordSet &Large = A.size() < B.size() ? B : A;
  return any_of(Small, [&](Word W) { return Large.contains(W); });
}

/// Does the main file itself spell one? Then nothing need be scanned.
bool spellsKeyword(const Input &In) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(In.File);
  if (!Text || !(*Text)->getBuffer().contains("co_"))
    return false;
  const FileWords Words = wordsOf((*Text)->getBuffer(), /*Whole=*/true);
  return any_of(Keywords,
                [&](StringRef K) { return Words.All.contains(wordOf(K)); });
}

} // namespace

struct Skipper::Impl {
  explicit Impl(const Texts &Files) : Files(Files) {}

  const Texts &Files;
  size_t NumInputs = 0;
  std::unique_ptr<Project> Known; ///< null where each input spells a keyword
  bool ForEdits = false;
  unsigned Jobs = 0;
  bool ForWatch = false;
  bool Started = false;

  bool sees(const ProjectUnit &U, const WordSet &Names) const;
  WordSet ownWords(const ProjectUnit &U) const;
  bool mayPaste(const ProjectUnit &U, ArrayRef<std::string> Names) const;

  bool mayHaveCoroutines(const ProjectUnit &U) const;
  bool isRelevant(const ProjectUnit &U, const Search &To) const;
  std::vector<size_t> startingThreads() const;

  bool isOwn(const ProjectUnit &U, size_t F) const {
    return F == 0 || !U.Users[F]->Covered || U.Users[F]->Varies || ForEdits;
  }
  std::vector<size_t> choose(function_ref<bool(const ProjectUnit &)> Which);
};

bool Skipper::Impl::sees(const ProjectUnit &U, const WordSet &Names) const {
  return overlap(U.OnCommandLine, Names) ||
         any_of(U.Users, [&](const ProjectFile *F) {
           return F->Words.All.overlaps(Names);
         });
}

WordSet Skipper::Impl::ownWords(const ProjectUnit &U) const {
  WordSet Own = U.OnCommandLine;
  for (size_t I = 0; I != U.Users.size(); ++I) {
    const PackedWords &Words = U.Users[I]->Words;
    const SortedWords &More = isOwn(U, I) ? Words.All : Words.UnderCondition;
    Own.insert(More.begin(), More.end());
  }
  return Own;
}

/// Could macros make one of \p Names of what it says?
bool Skipper::Impl::mayPaste(const ProjectUnit &U,
                             ArrayRef<std::string> Names) const {
  if (Known->Macros.pasting().empty() || !sees(U, Known->Macros.pasting()))
    return false;
  WordSet Pieces = ownWords(U);
  if (!overlap(Pieces, Known->Macros.pasting()))
    return false;
  Pieces.insert(Known->Macros.pieces().begin(), Known->Macros.pieces().end());
  return any_of(Names, [&](StringRef Name) { return canPaste(Name, Pieces); });
}

bool Skipper::Impl::mayHaveCoroutines(const ProjectUnit &U) const {
  if (!U.Scan.Known ||
      any_of(U.Users, [](const ProjectFile *F) { return F->Words.Modules; }))
    return true;
  std::vector<std::string> Spelled;
  for (StringRef Keyword : Keywords) {
    if (sees(U, Known->Macros.bringing(wordOf(Keyword))))
      return true;
    Spelled.push_back(Keyword.str());
  }
  return mayPaste(U, Spelled);
}

std::vector<size_t>
Skipper::Impl::choose(function_ref<bool(const ProjectUnit &)> Which) {
  constexpr size_t AtATime = 64;
  const std::vector<ProjectUnit> &Units = Known->Units;
  std::vector<char> Picked(Units.size());
  runAll(divideCeil(Units.size(), AtATime), Jobs, [&](size_t Chunk) {
    const size_t First = Chunk * AtATime;
    for (size_t I = First; I != std::min(First + AtATime, Units.size()); ++I)
      Picked[I] = !Units[I].Chosen && Which(Units[I]);
  });
  std::vector<size_t> Indices;
  for (size_t I = 0; I != Units.size(); ++I)
    if (Picked[I])
      Indices.push_back(I);
  return Indices;
}

bool Skipper::Impl::isRelevant(const ProjectUnit &U, const Search &To) const {
  auto InSight = [&](const Wanted &W) {
    return W.Class.empty() || sees(U, W.Class);
  };
  for (Word Name : U.OnCommandLine)
    if (auto It = To.ByWord.find(Name); It != To.ByWord.end())
      if (any_of(It->second, [&](const Wanted *W) { return InSight(*W); }))
        return true;
  for (size_t I = 0; I != U.Users.size(); ++I) {
    const auto Has = To.Has.find(U.Users[I]);
    if (Has == To.Has.end())
      continue;
    const PackedWords &Words = U.Users[I]->Words;
    for (Word Name : Has->second) {
      if (!isOwn(U, I) && !Words.UnderCondition.contains(Name))
        continue;
      const bool Defines =
          Words.Defined.contains(Name) || Known->Macros.macros().contains(Name);
      for (const Wanted *W : To.ByWord.find(Name)->second)
        if ((Defines || W->What != Wanted::Defined) && InSight(*W))
          return true;
    }
  }
  const bool Binds =
      any_of(U.Users, [](const ProjectFile *F) { return F->Words.Bindings; });
  return (Binds && any_of(To.All,
                          [&](const Wanted &W) {
                            return W.What == Wanted::Member && InSight(W);
                          })) ||
         sees(U, To.Seen) || mayPaste(U, To.Spelled);
}

/// A few at a time: one that does is enough.
std::vector<size_t> Skipper::Impl::startingThreads() const {
  constexpr size_t AtATime = 8;
  std::vector<size_t> Indices;
  for (size_t I = 0; I != Known->Units.size() && Indices.size() != AtATime; ++I)
    if (!Known->Units[I].Chosen &&
        any_of(Known->Units[I].Users,
               [](const ProjectFile *F) { return F->Words.Threads; }))
      Indices.push_back(I);
  return Indices;
}

Skipper::Skipper(const std::vector<Input> &Inputs, const CommandLine &Line,
                 Config &Configuration, Cache &Kept, Messages &Out)
    : I(std::make_unique<Impl>(Kept.texts())) {
  I->ForEdits = Line.makesEdits();
  I->Jobs = Line.Jobs;
  I->ForWatch = Line.Watch;
  I->NumInputs = Inputs.size();
  if (!all_of(Inputs, spellsKeyword))
    I->Known =
        std::make_unique<Project>(Inputs, Configuration, Kept, Line.Jobs, Out);
}

Skipper::~Skipper() = default;

std::vector<size_t>
Skipper::next(const std::vector<const TUSummary *> &Summaries) {
  const bool First = !std::exchange(I->Started, true);
  std::vector<size_t> Indices;
  if (!I->Known) {
    Indices.resize(First ? I->NumInputs : 0);
    std::iota(Indices.begin(), Indices.end(), 0);
    return Indices;
  }
  std::vector<ProjectUnit> &Units = I->Known->Units;
  if (First) {
    Indices = I->choose(
        [&](const ProjectUnit &U) { return I->mayHaveCoroutines(U); });
  } else if (!all_of(Units, [](const ProjectUnit &U) { return U.Chosen; })) {
    for (size_t U = 0; U != Units.size(); ++U)
      if (Summaries[U])
        for (ProjectFile *F : Units[U].Users)
          F->Covered = true;
    const Relevance To = relevanceOf(Summaries, I->Known->Included);
    if (To.Any) {
      const Search For(*I->Known, To);
      Indices = I->choose(
          [&](const ProjectUnit &U) { return I->isRelevant(U, For); });
    }
    if (To.Any && !To.StartsThreads && Indices.empty())
      Indices = I->startingThreads();
  }
  for (size_t U : Indices)
    Units[U].Chosen = true;
  return Indices;
}

ParsedUnit Skipper::standIn(size_t U) const {
  ParsedUnit Unit;
  for (const ScannedFile &F : I->Known->Units[U].Scan.Files) {
    if (F.System && !I->ForWatch)
      continue;
    const std::string Path = I->Files.path(F.Number).str();
    if (I->ForWatch)
      Unit.Files.push_back({Path, {}, 0});
    if (!F.System)
      Unit.Summary.Files.push_back({Path, false});
  }
  Unit.Summary.MainFile = Unit.Summary.Files.front().Path;
  Unit.Parsed = true;
  return Unit;
}

} // namespace cotidy
