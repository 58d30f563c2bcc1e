//===- Words.h - The names in a source text ---------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What can be said of a text without preprocessing it: the identifiers in it,
// whatever #if they stand in, and the macros that it defines.
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_WORDS_H
#define COTIDY_TOOL_WORDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <vector>

namespace cotidy {

/// A hash of an identifier's spelling.
using Word = uint64_t;
Word wordOf(llvm::StringRef Spelling);
using WordSet = llvm::DenseSet<Word>;

/// What naming one word may bring in: a macro's body, or a default argument.
struct Expansion {
  Word Name = 0;
  std::vector<Word> Body;
  std::vector<Word> Pieces; ///< what `##` stands beside
  bool Pastes = false;      ///< has `##`
  bool Default = false;     ///< a function's default arguments, no macro's body
  /// Something that it is given stands before a parenthesis: it may define a
  /// function whose name it is given.
  bool CallsParameter = false;
};

/// The same, kept elsewhere.
struct ExpansionRef {
  Word Name = 0;
  llvm::ArrayRef<Word> Body, Pieces;
  bool Pastes = false, Default = false, CallsParameter = false;

  ExpansionRef() = default;
  explicit ExpansionRef(const Expansion &E)
      : Name(E.Name), Body(E.Body), Pieces(E.Pieces), Pastes(E.Pastes),
        Default(E.Default), CallsParameter(E.CallsParameter) {}
};

struct FileWords {
  struct Token {
    Word Name = 0;        ///< 0: no identifier
    char Punctuation = 0; ///< one of `(){}[;:=<&`, `>` for `->`; 0: another
    bool Conditional = false;
  };
  /// Without comments, literals' text, the directives but `#define` and
  /// `#pragma`. What stands under a condition other than an include guard is
  /// Conditional.
  std::vector<Token> Text;
  WordSet All;
  /// What may mean something else, or be evaluated, where another file includes
  /// it: what stands under a condition, default initialisers and their like.
  WordSet UnderCondition;
  std::vector<Expansion> Expansions;
  bool Bindings = false; ///< structured ones
  bool Modules = false;  ///< imports, or is a part of one
  bool Threads = false;  ///< names what starts threads

  /// Functions, classes' constructors or operators that it may define: names
  /// before a list of parameters and a body. \p Defining are the macros to
  /// which a name to be defined may be given.
  WordSet definitions(const WordSet &Defining, const WordSet &Macros) const;
};

/// Of a text that ends by a null character. Where not \p Whole, Expansions
/// alone.
FileWords wordsOf(llvm::StringRef Text, bool Whole);

/// `NAME(PARAMETERS) BODY`.
Expansion expansionOf(llvm::StringRef Definition);

/// Can \p Name be put together from two or more of \p Pieces and digits?
bool canPaste(llvm::StringRef Name, const WordSet &Pieces);

} // namespace cotidy

#endif // COTIDY_TOOL_WORDS_H
