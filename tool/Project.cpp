//===- Project.cpp - What the inputs' texts say ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Project.h"
#include "Cache.h"
#include "Config.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace cotidy {

Project::Project(const std::vector<Input> &Inputs, Config &Configuration,
                 Cache &Kept, unsigned Jobs, Messages &Out)
    : Units(Inputs.size()), Index(Kept.scanIndex(Inputs), Kept.texts(), Out) {
  scan(Inputs, Configuration, Kept, Jobs);
  gatherFiles(Kept.texts());
  read(Kept.texts(), Jobs);
  findVarying();
  Index.write();
}

void Project::scan(const std::vector<Input> &Inputs, Config &Configuration,
                   Cache &Kept, unsigned Jobs) {
  std::vector<ScanIndex::Key> Keys;
  std::vector<size_t> Unknown;
  for (size_t I = 0; I != Inputs.size(); ++I) {
    Keys.push_back(
        Cache::key(Inputs[I], Configuration.forFile(Inputs[I].File).Edits));
    if (std::optional<ScannedUnit> Known = Index.unit(Keys[I]))
      Units[I].Scan = std::move(*Known);
    else
      Unknown.push_back(I);
  }
  if (Unknown.empty())
    return;
  std::vector<const ArgumentEdits *> Edits;
  Edits.reserve(Unknown.size());
  for (size_t I : Unknown)
    Edits.push_back(&Configuration.forFile(Inputs[I].File).Edits);
  Scanner Scans(Kept.texts());
  runAll(Unknown.size(), Jobs, [&](size_t N) {
    Units[Unknown[N]].Scan = Scans.scan(Inputs[Unknown[N]], *Edits[N]);
  });
  for (size_t I : Unknown)
    Index.add(Keys[I], Units[I].Scan);
}

void Project::gatherFiles(Texts &From) {
  std::vector<ProjectFile *> ByNumber;
  std::vector<bool> IsIncluded;
  for (ProjectUnit &U : Units)
    for (const ScannedFile &F : U.Scan.Files) {
      if (F.Number >= ByNumber.size()) {
        ByNumber.resize(2 * size_t(F.Number) + 1);
        IsIncluded.resize(ByNumber.size());
      }
      ProjectFile *&Its = ByNumber[F.Number];
      if (!Its)
        Its = &Files.emplace_back(F.Number);
      Its->OfUser |= !F.System;
      if (&F != &U.Scan.Files.front())
        IsIncluded[F.Number] = true;
    }
  for (ProjectUnit &U : Units) {
    for (const ScannedFile &F : U.Scan.Files)
      if (!F.System)
        U.Users.push_back(ByNumber[F.Number]);
    if (!U.Scan.Files.empty())
      if (const Texts::File Main = U.Scan.Files.front().Number;
          IsIncluded[Main])
        Included.insert(From.path(Main).str());
    for (const std::string &Text : U.Scan.Macros) {
      const Expansion M = expansionOf(Text);
      Macros.add(ExpansionRef(M));
      U.OnCommandLine.insert(M.Body.begin(), M.Body.end());
      U.OnCommandLine.insert(M.Name);
    }
  }
}

std::vector<Project::Fresh>
Project::lex(const std::vector<ProjectFile *> &Which, Texts &From,
             unsigned Jobs) {
  std::vector<Fresh> All(Which.size());
  runAll(Which.size(), Jobs, [&](size_t I) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text =
        MemoryBuffer::getFile(From.path(Which[I]->Number));
    if (!Text)
      return;
    All[I].Sum = xxh3_64bits((*Text)->getBuffer());
    All[I].Words = wordsOf((*Text)->getBuffer(), Which[I]->OfUser);
    All[I].Readable = true;
  });
  for (size_t I = 0; I != Which.size(); ++I)
    All[I].Of = Which[I];
  return All;
}

/// Has a file refer to its words, packed.
ArrayRef<uint64_t> Project::use(const Fresh &New, const WordSet &Defined,
                                uint64_t DefinedFor) {
  Packed.push_back(pack(New.Words, Defined, DefinedFor));
  if (const std::optional<PackedWords> Words = PackedWords::read(Packed.back()))
    New.Of->Words = *Words;
  return Packed.back();
}

void Project::read(Texts &From, unsigned Jobs) {
  std::vector<ProjectFile *> Unknown;
  for (ProjectFile &F : Files) {
    std::optional<PackedWords> Words;
    if (Index.isKept())
      if (const std::optional<uint64_t> Sum = From.sum(F.Number))
        Words = Index.words(*Sum, F.OfUser);
    if (Words)
      F.Words = *Words;
    else
      Unknown.push_back(&F);
  }
  std::vector<Fresh> New = lex(Unknown, From, Jobs);
  std::set<const ProjectFile *> Lexed;
  for (const Fresh &Each : New) {
    Lexed.insert(Each.Of);
    Each.Of->Unreadable = !Each.Readable;
    (void)use(Each, WordSet(), 0);
  }
  for (const ProjectFile &F : Files)
    F.Words.eachExpansion([&](const ExpansionRef &M) { Macros.add(M); });
  Macros.finish();

  // What a file defines is known for the macros that there were.
  const uint64_t Sum = Macros.sum();
  std::vector<ProjectFile *> OfOthers;
  for (ProjectFile &F : Files)
    if (F.OfUser && F.Words.DefinedFor != Sum && !Lexed.contains(&F))
      OfOthers.push_back(&F);
  append_range(New, lex(OfOthers, From, Jobs));
  std::vector<WordSet> Defined(New.size());
  runAll(New.size(), Jobs, [&](size_t I) {
    if (New[I].Of->OfUser)
      Defined[I] = New[I].Words.definitions(Macros.defining(), Macros.macros());
  });
  for (size_t I = 0; I != New.size(); ++I)
    if (New[I].Readable)
      Index.add(New[I].Sum, New[I].Of->OfUser, use(New[I], Defined[I], Sum));
  for (ProjectUnit &U : Units)
    for (const ProjectFile *F : U.Users)
      U.Scan.Known &= !F->Unreadable;
}

/// A file that names a macro which others define, each in its own way, is
/// another text for each that includes it.
void Project::findVarying() {
  DenseMap<Word, const ProjectFile *> By; // null: the command line
  WordSet Several;
  auto Define = [&](Word Name, const ProjectFile *Definer) {
    const auto [It, New] = By.try_emplace(Name, Definer);
    if (!New && It->second != Definer)
      Several.insert(Name);
  };
  for (const ProjectFile &F : Files)
    if (F.OfUser)
      F.Words.eachExpansion([&](const ExpansionRef &M) {
        if (!M.Default)
          Define(M.Name, &F);
      });
  DenseMap<Word, StringRef> OnCommandLine;
  for (const ProjectUnit &U : Units)
    for (const std::string &Text : U.Scan.Macros) {
      const Word Name = expansionOf(Text).Name;
      Define(Name, nullptr);
      const auto [It, New] = OnCommandLine.try_emplace(Name, Text);
      if (!New && It->second != Text)
        Several.insert(Name);
    }
  if (Several.empty())
    return;
  for (ProjectFile &F : Files) {
    WordSet Own;
    F.Words.eachExpansion([&](const ExpansionRef &M) {
      if (!M.Default && !F.Words.UnderCondition.contains(M.Name))
        Own.insert(M.Name);
    });
    F.Varies = any_of(Several, [&](Word Name) {
      return F.Words.All.contains(Name) && !Own.contains(Name);
    });
  }
}

} // namespace cotidy
