//===- Skip.cpp - Which inputs need no parse ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Skip.h"
#include "CommandLine.h"
#include "Config.h"
#include "Relevance.h"
#include "Scan.h"
#include "ScanCache.h"
#include "Vocabulary.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>

using namespace llvm;

namespace cotidy {

namespace {

constexpr StringLiteral Keywords[] = {"co_await", "co_yield", "co_return"};

/// A file of some unit.
struct File {
  bool OfUser = false; ///< of some unit's
  FileWords Words;
  WordSet Defined;
  bool Varies = false;  ///< with macros of whoever includes it
  bool Covered = false; ///< a parsed unit has it
};

/// A translation unit as far as it is known without a parse.
struct Unit {
  bool Chosen = false; ///< to be parsed, or parsed
  ScannedUnit Scan;
  std::vector<File *> Users; ///< the user's files in it, the main file first
  WordSet OnCommandLine;     ///< words of its macros
};

/// What a name is looked for as: it, and the macros that bring it in.
struct Wanted {
  WordSet Class; ///< to be in sight; empty: whatever is
  WordSet Names;
};

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
  std::vector<Unit> Units;
  StringMap<File> Files;
  Vocabulary Macros;
  std::set<std::string> Included; ///< by some unit, not its main file
  bool ForEdits = false;
  unsigned Jobs = 0;
  bool Started = false;

  void scan(const std::vector<Input> &Inputs, Config &Configuration,
            Cache &Kept);
  void read();
  void findVarying();

  bool sees(const Unit &U, const WordSet &Names) const;
  /// Does its own text, or what a condition may let in, hold one of them?
  bool says(const Unit &U, const WordSet &Names) const;
  bool defines(const Unit &U, const WordSet &Names) const;
  WordSet ownWords(const Unit &U) const;
  bool mayPaste(const Unit &U, ArrayRef<std::string> Names) const;

  bool mayHaveCoroutines(const Unit &U) const;
  std::vector<size_t> startingThreads() const;

  bool isOwn(const Unit &U, size_t F) const {
    return F == 0 || !U.Users[F]->Covered || U.Users[F]->Varies || ForEdits;
  }
  std::vector<size_t> choose(function_ref<bool(const Unit &)> Which);
  std::vector<size_t> relevant(const Relevance &To);
};

void Skipper::Impl::scan(const std::vector<Input> &Inputs,
                         Config &Configuration, Cache &Kept) {
  Scanner Scans;
  Units.resize(Inputs.size());
  std::vector<const ArgumentEdits *> Edits;
  Edits.reserve(Inputs.size());
  for (const Input &In : Inputs)
    Edits.push_back(&Configuration.forFile(In.File).Edits);
  runAll(Inputs.size(), Jobs, [&](size_t I) {
    if (std::optional<ScannedUnit> Known =
            findScan(Kept, Inputs[I], *Edits[I])) {
      Units[I].Scan = std::move(*Known);
      return;
    }
    ScannedUnit Scan = Scans.scan(Inputs[I], *Edits[I]);
    keepScan(Kept, Inputs[I], *Edits[I], Scan);
    Units[I].Scan = std::move(Scan);
  });
}

/// Reads every file once.
void Skipper::Impl::read() {
  for (Unit &U : Units)
    for (const ScannedFile &F : U.Scan.Files)
      Files[F.Path].OfUser |= !F.System;
  std::vector<StringMapEntry<File> *> All;
  for (StringMapEntry<File> &Entry : Files)
    All.push_back(&Entry);
  std::vector<char> Readable(All.size());
  runAll(All.size(), Jobs, [&](size_t I) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
        MemoryBuffer::getFile(All[I]->getKey());
    if (!Text)
      return;
    File &F = All[I]->getValue();
    F.Words = wordsOf((*Text)->getBuffer(), F.OfUser);
    Readable[I] = true;
  });
  std::set<StringRef> Unreadable;
  for (size_t I = 0; I != All.size(); ++I) {
    Macros.add(All[I]->getValue().Words.Expansions);
    if (!Readable[I])
      Unreadable.insert(All[I]->getKey());
  }
  for (Unit &U : Units) {
    for (const std::string &Text : U.Scan.Macros) {
      const Expansion M = expansionOf(Text);
      Macros.add(M);
      U.OnCommandLine.insert(M.Body.begin(), M.Body.end());
      U.OnCommandLine.insert(M.Name);
    }
    for (size_t I = 0; I != U.Scan.Files.size(); ++I) {
      const ScannedFile &F = U.Scan.Files[I];
      U.Scan.Known &= !Unreadable.contains(F.Path);
      if (I != 0)
        Included.insert(F.Path);
      if (!F.System)
        U.Users.push_back(&Files[F.Path]);
    }
  }
  Macros.finish();
  findVarying();
  runAll(All.size(), Jobs, [&](size_t I) {
    File &F = All[I]->getValue();
    if (F.OfUser)
      F.Defined = F.Words.definitions(Macros.defining(), Macros.macros());
  });
}

/// A file that names a macro which others define, each in its own way, is
/// another text for each that includes it.
void Skipper::Impl::findVarying() {
  DenseMap<Word, const File *> By; // null: the command line
  WordSet Several;
  auto Define = [&](Word Name, const File *Definer) {
    const auto [It, New] = By.try_emplace(Name, Definer);
    if (!New && It->second != Definer)
      Several.insert(Name);
  };
  for (const StringMapEntry<File> &Entry : Files)
    if (const File &F = Entry.getValue(); F.OfUser)
      for (const Expansion &M : F.Words.Expansions)
        if (!M.Default)
          Define(M.Name, &F);
  StringMap<std::string> OnCommandLine;
  for (const Unit &U : Units)
    for (const std::string &Text : U.Scan.Macros) {
      const Word Name = expansionOf(Text).Name;
      Define(Name, nullptr);
      const auto [It, New] =
          OnCommandLine.try_emplace(std::to_string(Name), Text);
      if (!New && It->second != Text)
        Several.insert(Name);
    }
  if (Several.empty())
    return;
  for (StringMapEntry<File> &Entry : Files) {
    File &F = Entry.getValue();
    WordSet Own;
    for (const Expansion &M : F.Words.Expansions)
      if (!M.Default && !F.Words.UnderCondition.contains(M.Name))
        Own.insert(M.Name);
    F.Varies = any_of(Several, [&](Word Name) {
      return F.Words.All.contains(Name) && !Own.contains(Name);
    });
  }
}

bool Skipper::Impl::sees(const Unit &U, const WordSet &Names) const {
  return overlap(U.OnCommandLine, Names) || any_of(U.Users, [&](const File *F) {
           return overlap(F->Words.All, Names);
         });
}

bool Skipper::Impl::says(const Unit &U, const WordSet &Names) const {
  if (overlap(U.OnCommandLine, Names))
    return true;
  for (size_t I = 0; I != U.Users.size(); ++I) {
    const FileWords &Words = U.Users[I]->Words;
    if (overlap(isOwn(U, I) ? Words.All : Words.UnderCondition, Names))
      return true;
  }
  return false;
}

bool Skipper::Impl::defines(const Unit &U, const WordSet &Names) const {
  if (overlap(U.OnCommandLine, Names))
    return true;
  for (size_t I = 0; I != U.Users.size(); ++I) {
    const File &F = *U.Users[I];
    for (Word Name : Names)
      if (F.Defined.contains(Name) || Macros.macros().contains(Name))
        if (isOwn(U, I) ? F.Words.All.contains(Name)
                        : F.Words.UnderCondition.contains(Name))
          return true;
  }
  return false;
}

WordSet Skipper::Impl::ownWords(const Unit &U) const {
  WordSet Own = U.OnCommandLine;
  for (size_t I = 0; I != U.Users.size(); ++I) {
    const FileWords &Words = U.Users[I]->Words;
    const WordSet &More = isOwn(U, I) ? Words.All : Words.UnderCondition;
    Own.insert(More.begin(), More.end());
  }
  return Own;
}

/// Could macros make one of \p Names of what it says?
bool Skipper::Impl::mayPaste(const Unit &U, ArrayRef<std::string> Names) const {
  if (Macros.pasting().empty() || !sees(U, Macros.pasting()))
    return false;
  WordSet Pieces = ownWords(U);
  if (!overlap(Pieces, Macros.pasting()))
    return false;
  Pieces.insert(Macros.pieces().begin(), Macros.pieces().end());
  return any_of(Names, [&](StringRef Name) { return canPaste(Name, Pieces); });
}

bool Skipper::Impl::mayHaveCoroutines(const Unit &U) const {
  if (!U.Scan.Known ||
      any_of(U.Users, [](const File *F) { return F->Words.Modules; }))
    return true;
  std::vector<std::string> Spelled;
  for (StringRef Keyword : Keywords) {
    if (sees(U, Macros.bringing(wordOf(Keyword))))
      return true;
    Spelled.push_back(Keyword.str());
  }
  return mayPaste(U, Spelled);
}

std::vector<size_t>
Skipper::Impl::choose(function_ref<bool(const Unit &)> Which) {
  std::vector<char> Picked(Units.size());
  runAll(Units.size(), Jobs,
         [&](size_t I) { Picked[I] = !Units[I].Chosen && Which(Units[I]); });
  std::vector<size_t> Indices;
  for (size_t I = 0; I != Units.size(); ++I)
    if (Picked[I])
      Indices.push_back(I);
  return Indices;
}

std::vector<size_t> Skipper::Impl::relevant(const Relevance &To) {
  auto Want = [&](const std::set<NameIn> &Names) {
    std::vector<Wanted> All;
    for (const auto &[Class, Name] : Names) {
      Wanted &W = All.emplace_back();
      if (!Class.empty())
        W.Class = Macros.bringing(wordOf(Class));
      W.Names = Macros.bringing(wordOf(Name));
    }
    return All;
  };
  const std::vector<Wanted> Used = Want(To.Used), Defined = Want(To.Defined),
                            Members = Want(To.Members);
  WordSet Seen;
  std::vector<std::string> Spelled;
  for (const std::string &Name : To.Seen) {
    const WordSet Names = Macros.bringing(wordOf(Name));
    Seen.insert(Names.begin(), Names.end());
    Spelled.push_back(Name);
  }
  for (const auto *Names : {&To.Used, &To.Defined, &To.Members})
    for (const auto &[Class, Name] : *Names)
      Spelled.push_back(Name);
  return choose([&](const Unit &U) {
    auto InSight = [&](const Wanted &W) {
      return W.Class.empty() || sees(U, W.Class);
    };
    const bool Binds =
        any_of(U.Users, [](const File *F) { return F->Words.Bindings; });
    return any_of(Used,
                  [&](const Wanted &W) {
                    return says(U, W.Names) && InSight(W);
                  }) ||
           any_of(Members,
                  [&](const Wanted &W) {
                    return (Binds || says(U, W.Names)) && InSight(W);
                  }) ||
           any_of(Defined,
                  [&](const Wanted &W) {
                    return defines(U, W.Names) && InSight(W);
                  }) ||
           sees(U, Seen) || mayPaste(U, Spelled);
  });
}

/// A few at a time: one that does is enough.
std::vector<size_t> Skipper::Impl::startingThreads() const {
  constexpr size_t AtATime = 8;
  std::vector<size_t> Indices;
  for (size_t I = 0; I != Units.size() && Indices.size() != AtATime; ++I)
    if (!Units[I].Chosen &&
        any_of(Units[I].Users, [](const File *F) { return F->Words.Threads; }))
      Indices.push_back(I);
  return Indices;
}

Skipper::Skipper(const std::vector<Input> &Inputs, const CommandLine &Line,
                 Config &Configuration, Cache &Kept)
    : I(std::make_unique<Impl>()) {
  I->ForEdits = Line.makesEdits();
  I->Jobs = Line.Jobs;
  if (all_of(Inputs, spellsKeyword)) {
    I->Units.resize(Inputs.size());
  } else {
    I->scan(Inputs, Configuration, Kept);
    I->read();
  }
}

Skipper::~Skipper() = default;

std::vector<size_t>
Skipper::next(const std::vector<const TUSummary *> &Summaries) {
  std::vector<size_t> Indices;
  if (!I->Started) {
    I->Started = true;
    Indices = I->choose([&](const Unit &U) { return I->mayHaveCoroutines(U); });
  } else if (!all_of(I->Units, [](const Unit &U) { return U.Chosen; })) {
    for (size_t U = 0; U != I->Units.size(); ++U)
      if (Summaries[U])
        for (File *F : I->Units[U].Users)
          F->Covered = true;
    const Relevance To = relevanceOf(Summaries, I->Included);
    if (To.Any)
      Indices = I->relevant(To);
    if (To.Any && !To.StartsThreads && Indices.empty())
      Indices = I->startingThreads();
  }
  for (size_t U : Indices)
    I->Units[U].Chosen = true;
  return Indices;
}

ParsedUnit Skipper::standIn(size_t U) const {
  ParsedUnit Unit;
  for (const ScannedFile &F : I->Units[U].Scan.Files) {
    Unit.Files.push_back({F.Path, {}, 0});
    if (!F.System)
      Unit.Summary.Files.push_back({F.Path, false});
  }
  Unit.Summary.MainFile = Unit.Summary.Files.front().Path;
  Unit.Parsed = true;
  return Unit;
}

} // namespace cotidy
