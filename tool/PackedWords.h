//===- PackedWords.h - The names in a source text, kept ---------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// FileWords as an array of numbers, which is what the cache keeps: a head,
// sorted words, and expansions one behind the other.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_PACKEDWORDS_H
#define COTIDY_TOOL_PACKEDWORDS_H

#include "Words.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace cotidy {

/// A sorted set.
class SortedWords {
public:
  SortedWords() = default;
  explicit SortedWords(llvm::ArrayRef<Word> Sorted) : Sorted(Sorted) {}

  bool contains(Word W) const;
  /// With one of \p Others.
  bool overlaps(const WordSet &Others) const;
  const Word *begin() const { return Sorted.begin(); }
  const Word *end() const { return Sorted.end(); }

private:
  llvm::ArrayRef<Word> Sorted;
};

/// Refers to numbers that live elsewhere.
class PackedWords {
public:
  PackedWords() = default;
  /// Nothing where \p Numbers are not what pack() makes.
  static std::optional<PackedWords> read(llvm::ArrayRef<uint64_t> Numbers);

  SortedWords All, UnderCondition;
  /// FileWords::definitions(), for the macros that the number stands for, as
  /// Vocabulary::sum() has it.
  SortedWords Defined;
  uint64_t DefinedFor = 0;
  bool Bindings = false, Modules = false, Threads = false;

  void eachExpansion(llvm::function_ref<void(const ExpansionRef &)> Do) const;

private:
  llvm::ArrayRef<uint64_t> Expansions;
};

std::vector<uint64_t> pack(const FileWords &Words, const WordSet &Defined,
                           uint64_t DefinedFor);

} // namespace cotidy

#endif // COTIDY_TOOL_PACKEDWORDS_H
