//===- Words.cpp - The names in a source text -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Words.h"
#include "UsersWords.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"
#include "llvm/TargetParser/Triple.h"

using namespace llvm;

namespace cotidy {

Word wordOf(StringRef Spelling) {
  // DenseSet keeps the largest two for itself.
  return xxh3_64bits(Spelling) >> 1;
}

namespace {

const clang::LangOptions &language() {
  static const clang::LangOptions Options = [] {
    clang::LangOptions O;
    std::vector<std::string> Includes;
    clang::LangOptions::setLangDefaults(O, clang::Language::CXX, Triple(),
                                        Includes,
                                        clang::LangStandard::lang_gnucxx20);
    return O;
  }();
  return Options;
}

bool namesThreads(StringRef Name) {
  return Name == "thread" || Name == "jthread" || Name == "async" ||
         Name == "pthread_create" || Name.contains("thread_pool") ||
         Name.contains("ThreadPool");
}

/// A token as the rest sees it.
struct Raw {
  std::string Spelling; ///< of an identifier; else empty
  clang::tok::TokenKind Kind = clang::tok::eof;
  bool StartsLine = false;
  bool Touches = false; ///< no space before it
};

class RawTokens {
public:
  /// \p Within: the text starts within a line.
  explicit RawTokens(StringRef Text, bool Within = false)
      : Lex(clang::SourceLocation(), language(), Text.begin(), Text.begin(),
            Text.end()) {
    advance();
    Next.StartsLine &= !Within;
  }
  const Raw &peek() const { return Next; }
  Raw take() {
    Raw Taken = std::move(Next);
    advance();
    return Taken;
  }
  bool done() const { return Next.Kind == clang::tok::eof; }
  bool lineGoesOn() const { return !done() && !Next.StartsLine; }

private:
  void advance() {
    clang::Token T;
    Lex.LexFromRawLexer(T);
    Next.Kind = T.getKind();
    Next.StartsLine = T.isAtStartOfLine();
    Next.Touches = !T.hasLeadingSpace();
    Next.Spelling.clear();
    if (T.isNot(clang::tok::raw_identifier))
      return;
    StringRef Spelling = T.getRawIdentifier();
    // A line may end within a name, behind a backslash.
    for (size_t I = 0; I != Spelling.size(); ++I)
      if (Spelling[I] != '\\' && !isSpace(Spelling[I]))
        Next.Spelling += Spelling[I];
  }

  clang::Lexer Lex;
  Raw Next;
};

char punctuation(clang::tok::TokenKind Kind) {
  using namespace clang;
  switch (Kind) {
  case tok::l_paren:
    return '(';
  case tok::r_paren:
    return ')';
  case tok::l_brace:
    return '{';
  case tok::r_brace:
    return '}';
  case tok::l_square:
    return '[';
  case tok::semi:
    return ';';
  case tok::colon:
    return ':';
  case tok::equal:
    return '=';
  case tok::less:
    return '<';
  case tok::amp:
  case tok::ampamp:
    return '&';
  case tok::arrow:
    return '>';
  default:
    return 0;
  }
}

/// The rest of a `#define`, from the name on.
Expansion readMacro(RawTokens &Tokens, std::vector<Raw> *Seen = nullptr) {
  using namespace clang;
  Expansion M;
  auto Take = [&] {
    Raw T = Tokens.take();
    if (Seen)
      Seen->push_back(T);
    return T;
  };
  if (!Tokens.lineGoesOn())
    return M;
  M.Name = wordOf(Take().Spelling);
  WordSet Parameters;
  if (Tokens.lineGoesOn() && Tokens.peek().Kind == tok::l_paren &&
      Tokens.peek().Touches) {
    while (Tokens.lineGoesOn()) {
      const Raw T = Take();
      if (!T.Spelling.empty())
        Parameters.insert(wordOf(T.Spelling));
      if (T.Kind == tok::ellipsis)
        Parameters.insert(wordOf("__VA_ARGS__"));
      if (T.Kind == tok::r_paren)
        break;
    }
  }
  Word Before = 0;
  bool AfterPaste = false, AfterParameter = false;
  while (Tokens.lineGoesOn()) {
    const Raw T = Take();
    const Word Name = T.Spelling.empty() ? 0 : wordOf(T.Spelling);
    const bool Parameter = Name && Parameters.contains(Name);
    if (AfterParameter && (T.Kind == tok::l_paren || Parameter))
      M.CallsParameter = true;
    if (T.Kind == tok::hashhash) {
      M.Pastes = true;
      if (Before)
        M.Pieces.push_back(Before);
    } else if (Name && !Parameter) {
      M.Body.push_back(Name);
      if (AfterPaste)
        M.Pieces.push_back(Name);
    }
    AfterPaste = T.Kind == tok::hashhash;
    AfterParameter = Parameter;
    Before = Parameter ? 0 : Name;
  }
  return M;
}

class Reader {
public:
  Reader(StringRef Text, FileWords &Into) : Tokens(Text), Into(Into) {}

  void run() {
    guard();
    while (!Tokens.done()) {
      if (Tokens.peek().Kind == clang::tok::hash && Tokens.peek().StartsLine)
        directive();
      else
        add(Tokens.take());
    }
    if (Guard && !(Guarded && Into.Text.size() == GuardsEnd &&
                   any_of(Into.Expansions,
                          [&](const Expansion &M) { return M.Name == Guard; })))
      for (FileWords::Token &T : Into.Text) {
        T.Conditional = true;
        if (T.Name)
          Into.UnderCondition.insert(T.Name);
      }
    defaults();
    for (Word Name : usersWords(Into.Text))
      Into.UnderCondition.insert(Name);
  }

private:
  RawTokens Tokens;
  FileWords &Into;
  unsigned Depth = 0;
  Word Guard = 0;       ///< what the first directive asks not to be defined
  bool Guarded = false; ///< by it, as far as is seen
  size_t GuardsEnd = ~size_t(0);
  bool AfterAuto = false;

  bool conditional() const { return Depth > (Guarded ? 1 : 0); }

  /// A condition that the file starts with: a guard, if it ends with it too.
  void guard() {
    if (Tokens.peek().Kind != clang::tok::hash)
      return;
    Tokens.take();
    const std::string Kind = Tokens.peek().Spelling;
    if (Kind != "ifndef" && Kind != "if")
      return directiveNamed();
    Tokens.take();
    ++Depth;
    bool Not = Kind == "ifndef";
    while (Tokens.lineGoesOn()) {
      const Raw T = Tokens.take();
      Not |= T.Kind == clang::tok::exclaim;
      if (Not && !T.Spelling.empty() && T.Spelling != "defined" && !Guard)
        Guard = wordOf(T.Spelling);
    }
    Guarded = Guard;
  }

  void directive() {
    Tokens.take();
    if (Tokens.lineGoesOn())
      directiveNamed();
  }

  void leave() {
    if (Depth == 0)
      return;
    --Depth;
    if (Depth == 0 && Guarded)
      GuardsEnd = Into.Text.size();
  }

  void directiveNamed() {
    const StringRef Kind = Tokens.peek().Spelling;
    if (Kind == "define") {
      Tokens.take();
      std::vector<Raw> Seen;
      Into.Expansions.push_back(readMacro(Tokens, &Seen));
      for (const Raw &T : Seen)
        add(T);
      return;
    }
    if (Kind == "pragma") {
      while (Tokens.lineGoesOn())
        add(Tokens.take());
      return;
    }
    if (Kind.starts_with("if"))
      ++Depth;
    else if (Kind == "endif")
      leave();
    // `#else` of a guard: what stands there is for another time.
    else if (Kind.starts_with("el") && Depth == 1)
      Guarded = false;
    while (Tokens.lineGoesOn())
      Tokens.take();
  }

  void add(const Raw &T) {
    FileWords::Token Token;
    Token.Conditional = conditional();
    if (T.Spelling.empty()) {
      Token.Punctuation = punctuation(T.Kind);
      Into.Bindings |= T.Kind == clang::tok::l_square && AfterAuto;
      AfterAuto &= T.Kind == clang::tok::amp || T.Kind == clang::tok::ampamp;
    } else {
      Token.Name = wordOf(T.Spelling);
      Into.All.insert(Token.Name);
      if (Token.Conditional)
        Into.UnderCondition.insert(Token.Name);
      Into.Threads |= namesThreads(T.Spelling);
      Into.Modules |=
          T.StartsLine && (T.Spelling == "import" || T.Spelling == "module" ||
                           T.Spelling == "export");
      AfterAuto = T.Spelling == "auto" || (AfterAuto && T.Spelling == "const");
    }
    Into.Text.push_back(Token);
  }

  /// A default argument is evaluated by who calls: what its function's name
  /// brings in.
  void defaults() {
    struct Open {
      Word Function = 0;
      size_t Expansion = ~size_t(0); ///< of what follows a `=`
    };
    std::vector<Open> Stack;
    Word Before = 0;
    for (const FileWords::Token &T : Into.Text) {
      if (T.Punctuation == '(') {
        Stack.push_back({Before});
      } else if (T.Punctuation == ')') {
        if (!Stack.empty())
          Stack.pop_back();
      } else if (T.Punctuation == ';' || T.Punctuation == '}') {
        Stack.clear();
      } else if (T.Punctuation == '=' && !Stack.empty() &&
                 Stack.back().Function) {
        Stack.back().Expansion = Into.Expansions.size();
        Expansion &M = Into.Expansions.emplace_back();
        M.Name = Stack.back().Function;
        M.Default = true;
      } else if (T.Name) {
        for (const Open &O : Stack)
          if (O.Expansion != ~size_t(0))
            Into.Expansions[O.Expansion].Body.push_back(T.Name);
      }
      Before = T.Name;
    }
  }
};

} // namespace

FileWords wordsOf(StringRef Text, bool Whole) {
  FileWords Words;
  if (Whole) {
    Reader(Text, Words).run();
    return Words;
  }
  for (size_t At = 0; (At = Text.find("define", At)) != StringRef::npos;) {
    const StringRef Before = Text.take_front(At).rtrim(" \t");
    At += StringRef("define").size();
    if (!Before.ends_with("#"))
      continue;
    RawTokens Tokens(Text.drop_front(At), /*Within=*/true);
    Words.Expansions.push_back(readMacro(Tokens));
  }
  return Words;
}

Expansion expansionOf(StringRef Definition) {
  const std::string Text = Definition.str();
  RawTokens Tokens(Text, /*Within=*/true);
  return readMacro(Tokens);
}

bool canPaste(StringRef Name, const WordSet &Pieces) {
  // Whether the first so many characters can be put together.
  std::vector<bool> Can(Name.size() + 1);
  Can[0] = true;
  for (size_t End = 1; End <= Name.size(); ++End)
    for (size_t Start = 0; Start != End && !Can[End]; ++Start) {
      if (!Can[Start] || (Start == 0 && End == Name.size()))
        continue;
      const StringRef Piece = Name.slice(Start, End);
      Can[End] = Pieces.contains(wordOf(Piece)) || all_of(Piece, isDigit);
    }
  return Can.back();
}

WordSet FileWords::definitions(const WordSet &Defining,
                               const WordSet &Macros) const {
  WordSet Found, AfterReference;
  for (StringRef Name :
       {"noexcept", "override", "final", "requires", "try", "throw"})
    AfterReference.insert(wordOf(Name));
  std::vector<size_t> Open;
  auto Follows = [&](size_t I, char C) {
    return I < Text.size() && Text[I].Punctuation == C;
  };
  // After a list of parameters.
  auto BodyFollows = [&](size_t I) {
    if (I >= Text.size())
      return false;
    if (Text[I].Punctuation == '&')
      return Follows(I + 1, '{') || Follows(I + 1, '=') ||
             Follows(I + 1, '>') ||
             (I + 1 < Text.size() && AfterReference.contains(Text[I + 1].Name));
    return Text[I].Name || (Text[I].Punctuation &&
                            StringRef("{:[=>").contains(Text[I].Punctuation));
  };
  const Word Operator = wordOf("operator");
  for (size_t I = 0; I != Text.size(); ++I) {
    const Token &T = Text[I];
    // A specialisation, a name in parentheses, an operator.
    if (T.Name &&
        (Follows(I + 1, '<') || (Follows(I + 1, ')') && Follows(I + 2, '(')) ||
         T.Name == Operator))
      Found.insert(T.Name);
    if (T.Punctuation == '(')
      Open.push_back(I);
    if (T.Punctuation != ')' || Open.empty())
      continue;
    const size_t Start = Open.back();
    Open.pop_back();
    const Word Function = Start ? Text[Start - 1].Name : 0;
    if (!Function)
      continue;
    const bool Body = BodyFollows(I + 1);
    if (Body)
      Found.insert(Function);
    if (Defining.contains(Function) || (Body && Macros.contains(Function)))
      for (size_t Inner = Start + 1; Inner != I; ++Inner)
        if (Text[Inner].Name)
          Found.insert(Text[Inner].Name);
  }
  return Found;
}

} // namespace cotidy
