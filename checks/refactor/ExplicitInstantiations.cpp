//===- ExplicitInstantiations.cpp - template task<> f<int>(int); ----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The AST does not have how an explicit instantiation of a function is written:
// the tokens tell.
//
//===----------------------------------------------------------------------===//

#include "refactor/UseEdits.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace cotidy {

namespace {

class Scan {
public:
  Scan(FileID File, const llvm::StringMap<const PlanTaker *> &Takers,
       const Plan &P, SourceEdits &Edits)
      : File(File), Takers(Takers), P(P), Edits(Edits) {}

  void run() {
    read();
    for (size_t I = 0; I + 1 < Tokens.size(); ++I)
      if (is(I, "template") && Tokens[I + 1].isNot(tok::less) &&
          (I == 0 ||
           !Tokens[I - 1].isOneOf(tok::period, tok::arrow, tok::coloncolon)))
        instantiation(I + 1);
  }

private:
  void read();
  void instantiation(size_t First);
  void parameters(const PlanTaker &T, size_t Open);
  size_t pastBrackets(size_t Open) const;

  bool is(size_t I, StringRef Word) const {
    return Tokens[I].is(tok::raw_identifier) &&
           Tokens[I].getRawIdentifier() == Word;
  }
  uint32_t begin(size_t I) const {
    return Edits.SM.getFileOffset(Tokens[I].getLocation());
  }
  void insert(size_t Before, std::string Text) {
    Edits.replace({File, begin(Before), begin(Before)}, std::move(Text));
  }

  FileID File;
  const llvm::StringMap<const PlanTaker *> &Takers; ///< null: they differ
  const Plan &P;
  SourceEdits &Edits;
  std::vector<Token> Tokens; ///< but for directives
};

void Scan::read() {
  const StringRef Text = Edits.buffer(File);
  Lexer L(Edits.SM.getLocForStartOfFile(File), Edits.Context.getLangOpts(),
          Text.begin(), Text.begin(), Text.end());
  bool Directive = false;
  Token T;
  for (L.LexFromRawLexer(T); T.isNot(tok::eof); L.LexFromRawLexer(T)) {
    if (T.isAtStartOfLine())
      Directive = T.is(tok::hash);
    if (!Directive)
      Tokens.push_back(T);
  }
}

/// The token behind the bracket that closes the one at \p Open.
size_t Scan::pastBrackets(size_t Open) const {
  int Depth = 0;
  for (size_t I = Open; I < Tokens.size(); ++I) {
    switch (Tokens[I].getKind()) {
    case tok::less:
    case tok::l_paren:
    case tok::l_square:
    case tok::l_brace:
      ++Depth;
      break;
    case tok::greater:
    case tok::r_paren:
    case tok::r_square:
    case tok::r_brace:
      --Depth;
      break;
    case tok::greatergreater:
      Depth -= 2;
      break;
    default:
      break;
    }
    if (Depth <= 0)
      return I + 1;
  }
  return Tokens.size();
}

void Scan::instantiation(size_t First) {
  if (is(First, "class") || is(First, "struct") || is(First, "union"))
    return; // its members go with it
  for (size_t I = First; I + 1 < Tokens.size() && Tokens[I].isNot(tok::semi);
       ++I) {
    if (Tokens[I].isNot(tok::raw_identifier))
      continue;
    const auto It = Takers.find(Tokens[I].getRawIdentifier());
    if (It == Takers.end())
      continue;
    size_t Open = I + 1;
    if (Tokens[Open].is(tok::less))
      Open = pastBrackets(Open);
    if (Open >= Tokens.size() || Tokens[Open].isNot(tok::l_paren))
      continue;
    if (It->second)
      return parameters(*It->second, Open);
    return Edits.refuse(Tokens[I].getLocation(), "it is not known which '" +
                                                     It->first().str() +
                                                     "' is instantiated here");
  }
}

void Scan::parameters(const PlanTaker &T, size_t Open) {
  const size_t Close = pastBrackets(Open) - 1;
  if (Close + 1 >= Tokens.size())
    return;
  const std::string Named =
      parameterText(P, T, Edits.Context.getTranslationUnitDecl());
  const std::string Text =
      StringRef(Named).drop_back(P.Parameter.size()).rtrim().str();
  if (T.Parameters.empty()) {
    if (Close == Open + 2 && is(Open + 1, "void"))
      Edits.replace({File, begin(Open + 1), begin(Close)}, Text);
    else
      insert(Open + 1, Text + (Close == Open + 1 ? "" : ", "));
    return;
  }
  std::vector<SourceRange> Listed;
  for (size_t I = Open + 1, Start = I; I <= Close;) {
    if (I == Close || Tokens[I].is(tok::comma)) {
      Listed.emplace_back(Tokens[Start].getLocation(),
                          Tokens[I - 1].getLocation());
      Start = ++I;
    } else {
      I = Tokens[I].isOneOf(tok::less, tok::l_paren, tok::l_square)
              ? pastBrackets(I)
              : I + 1;
    }
  }
  for (const PlanTaker::Replaced &R : T.Parameters) {
    if (R.Parameter >= Listed.size())
      return Edits.refuse(Tokens[Open].getLocation(),
                          "its parameters are not as before");
    if (&R == &T.Parameters.front())
      Edits.replace(Listed[R.Parameter], Text);
    else
      removeListed(Listed[R.Parameter], Edits);
  }
}

} // namespace

void editExplicitInstantiations(const Plan &P, const Entities &What,
                                SourceEdits &Edits) {
  llvm::StringMap<const PlanTaker *> Takers;
  for (const auto &[F, T] : What.Takers)
    if (F->isTemplated() && F->getIdentifier()) {
      auto [It, New] = Takers.try_emplace(F->getName(), T);
      if (!New && !(It->second && alike(*It->second, *T)))
        It->second = nullptr;
    }
  if (Takers.empty())
    return;
  const SourceManager &SM = Edits.SM;
  for (auto It = SM.fileinfo_begin(); It != SM.fileinfo_end(); ++It) {
    const FileID File = SM.translateFile(It->first);
    if (File.isInvalid() || SM.isInSystemHeader(SM.getLocForStartOfFile(File)))
      continue;
    const StringRef Text = Edits.buffer(File);
    if (Text.contains("template") &&
        llvm::any_of(Takers.keys(),
                     [&](StringRef Name) { return Text.contains(Name); }))
      Scan(File, Takers, P, Edits).run();
  }
}

} // namespace cotidy
