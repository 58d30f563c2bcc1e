//===- UsersWords.cpp - What users of a class evaluate --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UsersWords.h"
#include <vector>

using namespace llvm;

namespace cotidy {

namespace {

WordSet wordsOf(std::initializer_list<StringRef> Spellings) {
  WordSet Words;
  for (StringRef Each : Spellings)
    Words.insert(wordOf(Each));
  return Words;
}

class Finder {
public:
  explicit Finder(ArrayRef<FileWords::Token> Text) : Text(Text) {}

  WordSet run() {
    Open.emplace_back();
    for (At = 0; At != Text.size(); ++At) {
      const FileWords::Token &T = Text[At];
      if (T.Name)
        name(T.Name);
      else
        punctuation(T.Punctuation);
    }
    return std::move(Found);
  }

private:
  /// Braces, and the declaration that stands in them just now.
  struct Braces {
    bool Class = false;
    bool Evaluated = false;   ///< by users, all that is within
    bool Function = false;    ///< a function is being declared
    bool List = false;        ///< of what a constructor initialises
    bool Initialiser = false; ///< an initialiser has begun
    unsigned Parentheses = 0;
  };

  const WordSet ClassKeys = wordsOf({"class", "struct", "union"});
  const WordSet Attributes =
      wordsOf({"alignas", "__attribute__", "__declspec"});
  const WordSet AfterParameters =
      wordsOf({"const", "volatile", "noexcept", "override", "final", "try",
               "throw", "requires", "mutable"});
  const WordSet NoInitialiser = wordsOf({"default", "delete"});
  const Word Template = wordOf("template"), Operator = wordOf("operator");

  ArrayRef<FileWords::Token> Text;
  size_t At = 0;
  std::vector<Braces> Open;
  bool InClassHead = false;
  unsigned InAttribute = 0; ///< open parentheses of one in a class's head
  bool InTemplateHead = false, InTemplateDefault = false;
  std::vector<bool> OfOperator; ///< for each open parenthesis
  unsigned Defaults = 0;        ///< open ones of operators, behind a `=`
  WordSet Found;

  char next(size_t Ahead = 1) const {
    return At + Ahead < Text.size() ? Text[At + Ahead].Punctuation : 0;
  }
  Word nextName() const { return At + 1 < Text.size() ? Text[At + 1].Name : 0; }
  Word nameBefore() const { return At ? Text[At - 1].Name : 0; }

  void name(Word Name) {
    if (ClassKeys.contains(Name)) {
      InClassHead = true;
      InAttribute = 0;
    }
    if (Name == Template && next() == '<') {
      InTemplateHead = true;
      InTemplateDefault = false;
    }
    const Braces &Here = Open.back();
    if (Here.Evaluated || Here.Initialiser || InTemplateDefault || Defaults)
      Found.insert(Name);
  }

  void punctuation(char C) {
    switch (C) {
    case '(':
      return openParenthesis();
    case ')':
      return closeParenthesis();
    case '{':
      return openBrace();
    case '}':
      return closeBrace();
    case '=':
      return equals();
    case ':':
      Open.back().List |= Open.back().Function;
      return;
    case ';':
      InClassHead = InTemplateHead = InTemplateDefault = false;
      Open.back().Function = Open.back().List = Open.back().Initialiser = false;
      Open.back().Parentheses = 0;
      OfOperator.clear();
      Defaults = 0;
      return;
    default:
      return;
    }
  }

  void openParenthesis() {
    ++Open.back().Parentheses;
    // `operator()(` and `operator+(`, but not what is called by its name.
    OfOperator.push_back(!nameBefore() && At &&
                         Text[At - 1].Punctuation != '(');
    if (InTemplateDefault)
      InTemplateHead = InTemplateDefault = false;
    if (!InClassHead)
      return;
    if (InAttribute || Attributes.contains(nameBefore()))
      ++InAttribute;
    else
      InClassHead = false;
  }

  void closeParenthesis() {
    Braces &Here = Open.back();
    if (Here.Parentheses)
      --Here.Parentheses;
    if (!OfOperator.empty())
      OfOperator.pop_back();
    if (OfOperator.empty())
      Defaults = 0;
    if (InAttribute)
      --InAttribute;
    else
      InClassHead = false;
    if (!Here.Class || Here.Parentheses || Here.Initialiser)
      return;
    const char C = next();
    const bool Specified = AfterParameters.contains(nextName());
    const bool Bare = C == '{' || C == ':' || C == '&' || C == '>' || C == ';';
    if (Specified || Bare)
      Here.Function = true;
  }

  void openBrace() {
    Braces &Here = Open.back();
    Braces Inner;
    Inner.Class = InClassHead;
    Inner.Evaluated =
        Here.Evaluated || Here.Initialiser || InTemplateDefault || Defaults ||
        (Here.Class && !Here.Function && !InClassHead && !Here.Parentheses);
    InClassHead = InTemplateHead = InTemplateDefault = false;
    Open.push_back(Inner);
  }

  void closeBrace() {
    if (Open.size() > 1)
      Open.pop_back();
    Braces &Here = Open.back();
    const bool GoesOn = Here.List && At + 1 < Text.size() && !nextName() &&
                        (next() == '{' || next() == 0);
    if (!GoesOn)
      Here.Function = Here.List = false;
  }

  void equals() {
    if (!OfOperator.empty() && OfOperator.back())
      ++Defaults;
    if (InTemplateHead)
      InTemplateDefault = true;
    InClassHead = false;
    Braces &Here = Open.back();
    if (!Here.Class || Here.Parentheses || nameBefore() == Operator ||
        NoInitialiser.contains(nextName()))
      return;
    Here.Initialiser = true;
    Here.Function = false;
  }
};

} // namespace

WordSet usersWords(ArrayRef<FileWords::Token> Text) {
  return Finder(Text).run();
}

} // namespace cotidy
