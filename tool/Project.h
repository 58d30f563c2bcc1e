//===- Project.h - What the inputs' texts say -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PROJECT_H
#define COTIDY_TOOL_PROJECT_H

#include "Inputs.h"
#include "PackedWords.h"
#include "Scan.h"
#include "ScanIndex.h"
#include "Vocabulary.h"
#include <deque>
#include <memory>
#include <set>

namespace cotidy {

class Cache;
class Config;
class Messages;

/// A file of some unit.
struct ProjectFile {
  explicit ProjectFile(Texts::File Number) : Number(Number) {}

  Texts::File Number;
  bool OfUser = false; ///< of some unit's
  bool Unreadable = false;
  PackedWords Words;
  bool Varies = false;  ///< with macros of whoever includes it
  bool Covered = false; ///< a parsed unit has it
};

/// A translation unit as far as it is known without a parse.
struct ProjectUnit {
  bool Chosen = false; ///< to be parsed, or parsed
  ScannedUnit Scan;
  /// The user's files in it, the main file first.
  std::vector<ProjectFile *> Users;
  WordSet OnCommandLine; ///< words of its macros
};

/// The inputs, as dependency scanning sees them, and the names in all files
/// that they include.
class Project {
public:
  /// Scans and reads what \p Kept does not know, and has it know that.
  Project(const std::vector<Input> &Inputs, Config &Configuration, Cache &Kept,
          unsigned Jobs, Messages &Out);

  std::vector<ProjectUnit> Units;
  Vocabulary Macros;
  std::set<std::string> Included; ///< main files that some unit includes

  std::deque<ProjectFile> Files;

private:
  /// Words of a text that the index does not have, or has of other macros.
  struct Fresh {
    ProjectFile *Of = nullptr;
    uint64_t Sum = 0;
    FileWords Words;
    bool Readable = false;
  };

  ScanIndex Index;
  std::deque<std::vector<uint64_t>> Packed; ///< what Files' words refer to

  void scan(const std::vector<Input> &Inputs, Config &Configuration,
            Cache &Kept, unsigned Jobs);
  void gatherFiles(Texts &From);
  void read(Texts &From, unsigned Jobs);
  std::vector<Fresh> lex(const std::vector<ProjectFile *> &Which, Texts &From,
                         unsigned Jobs);
  llvm::ArrayRef<uint64_t> use(const Fresh &New, const WordSet &Defined,
                               uint64_t DefinedFor);
  void findVarying();
};

} // namespace cotidy

#endif // COTIDY_TOOL_PROJECT_H
