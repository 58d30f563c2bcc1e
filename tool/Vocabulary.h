//===- Vocabulary.h - What naming a macro brings in -------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_VOCABULARY_H
#define COTIDY_TOOL_VOCABULARY_H

#include "Words.h"
#include "llvm/ADT/DenseMap.h"

namespace cotidy {

/// The macros of all files together: which of several of one name is meant
/// somewhere is not asked.
class Vocabulary {
public:
  void add(const ExpansionRef &M);
  /// After the last add().
  void finish();

  /// \p Name, and all that brings it in when it is named.
  WordSet bringing(Word Name) const;

  const WordSet &macros() const { return Macros; }
  /// Macros that put names together, and what they have for it.
  const WordSet &pasting() const { return Pasting; }
  const WordSet &pieces() const { return Pieces; }
  /// Macros that a name to be defined may be given to.
  const WordSet &defining() const { return Defining; }

  /// Of macros() and defining(), whatever the order in which they came.
  uint64_t sum() const;

private:
  llvm::DenseMap<Word, std::vector<Word>> In; ///< word to those who have it
  WordSet Macros, Pasting, Pieces, Defining;

  void spread(WordSet &Through) const;
};

} // namespace cotidy

#endif // COTIDY_TOOL_VOCABULARY_H
