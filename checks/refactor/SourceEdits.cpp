//===- SourceEdits.cpp - Collecting edits of one parsed unit --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "refactor/SourceEdits.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace cotidy {

std::optional<SourceLocation> SourceEdits::inFile(SourceLocation L) const {
  while (L.isMacroID()) {
    if (!SM.isMacroArgExpansion(L))
      return std::nullopt;
    L = SM.getImmediateSpellingLoc(L);
  }
  if (L.isInvalid() || !SM.getFileEntryRefForID(SM.getFileID(L)))
    return std::nullopt;
  return L;
}

std::optional<Span> SourceEdits::span(SourceRange Tokens) const {
  const auto Begin = inFile(Tokens.getBegin());
  const auto End = inFile(Tokens.getEnd());
  if (!Begin || !End)
    return std::nullopt;
  const auto [File, First] = SM.getDecomposedLoc(*Begin);
  const auto [Other, Last] = SM.getDecomposedLoc(*End);
  if (File != Other || Last < First)
    return std::nullopt;
  return Span{File, First,
              Last +
                  Lexer::MeasureTokenLength(*End, SM, Context.getLangOpts())};
}

StringRef SourceEdits::buffer(FileID File) const {
  return SM.getBufferData(File);
}

StringRef SourceEdits::text(const Span &S) const {
  return buffer(S.File).slice(S.Begin, S.End);
}

std::pair<tok::TokenKind, Span> SourceEdits::tokenFrom(FileID File,
                                                       uint32_t Offset) const {
  const StringRef Text = buffer(File);
  Lexer L(SM.getLocForStartOfFile(File), Context.getLangOpts(), Text.begin(),
          Text.begin() + Offset, Text.end());
  Token T;
  L.LexFromRawLexer(T);
  const uint32_t Begin = SM.getFileOffset(T.getLocation());
  return {T.getKind(), {File, Begin, Begin + T.getLength()}};
}

std::pair<std::string, uint32_t> SourceEdits::place(SourceLocation L) {
  const Location At = Locations.at(L);
  if (!At.isValid())
    return {};
  return {Files[At.File].Path, At.Offset};
}

void SourceEdits::replace(const Span &What, std::string By) {
  const SourceLocation Start = SM.getLocForStartOfFile(What.File);
  if (SM.isInSystemHeader(Start))
    return refuse(Start.getLocWithOffset(What.Begin),
                  "it would change a system header");
  Touched.insert(What.File);
  Changes.push_back({What, std::move(By)});
}

void SourceEdits::replace(SourceRange Tokens, std::string By) {
  if (const auto S = span(Tokens))
    replace(*S, std::move(By));
  else
    refuse(Tokens.getBegin(), "a macro spells what would change here");
}

EditRefusal SourceEdits::refusal(SourceLocation At, std::string Reason) {
  EditRefusal R;
  R.Reason = std::move(Reason);
  const Location L = Locations.at(At);
  if (L.isValid()) {
    R.File = Files[L.File].Path;
    R.Offset = L.Offset;
    R.Line = L.Line;
    R.Column = L.Column;
  }
  return R;
}

void SourceEdits::refuse(SourceLocation At, std::string Reason) {
  Result.Refused.push_back(refusal(At, std::move(Reason)));
}

void SourceEdits::leave(SourceLocation At, std::string Reason) {
  Result.Left.push_back(refusal(At, std::move(Reason)));
}

void SourceEdits::settle(SourceLocation At) {
  Result.Settled.push_back(place(At));
}

UnitEdits SourceEdits::take() && {
  for (Change &C : Changes)
    Result.Edits.push_back({place(SM.getLocForStartOfFile(C.Where.File)).first,
                            C.Where.Begin, C.Where.End - C.Where.Begin,
                            std::move(C.Text)});
  llvm::sort(Result.Edits);
  Result.Edits.erase(llvm::unique(Result.Edits), Result.Edits.end());
  llvm::sort(Result.Refused);
  Result.Refused.erase(llvm::unique(Result.Refused), Result.Refused.end());
  for (size_t I = 1; I < Result.Edits.size(); ++I) {
    const Edit &A = Result.Edits[I - 1], &B = Result.Edits[I];
    if (A.File == B.File && A.Offset + A.Length > B.Offset)
      Result.Refused.push_back(
          {B.File, B.Offset, 0, 0, "two edits of one place would be needed"});
  }
  return std::move(Result);
}

static bool isSpace(char C) { return C == ' ' || C == '\t'; }

Span wholeLine(StringRef Buffer, Span S) {
  uint32_t Begin = S.Begin, End = S.End;
  while (Begin > 0 && isSpace(Buffer[Begin - 1]))
    --Begin;
  while (End < Buffer.size() && isSpace(Buffer[End]))
    ++End;
  const bool Starts = Begin == 0 || Buffer[Begin - 1] == '\n';
  if (!Starts)
    return {S.File, S.Begin, S.End};
  if (End == Buffer.size())
    return {S.File, Begin, End};
  if (Buffer[End] == '\r')
    ++End;
  if (End < Buffer.size() && Buffer[End] == '\n')
    return {S.File, Begin, End + 1};
  return {S.File, S.Begin, S.End};
}

/// The start of the line before the one that starts at \p Start.
static uint32_t previousLine(StringRef Buffer, uint32_t Start) {
  if (Start < 2)
    return 0;
  const size_t End = Buffer.rfind('\n', Start - 2);
  return End == StringRef::npos ? 0 : End + 1;
}

/// Behind the comments in [First, End) that go on with the one at the end of
/// the line before, which is another declaration's.
static uint32_t pastOther(StringRef Buffer, uint32_t First, uint32_t End) {
  const StringRef Before = Buffer.slice(previousLine(Buffer, First), First);
  const size_t Column = Before.find("//");
  if (Column == StringRef::npos || Before.trim().starts_with("//"))
    return First;
  while (First < End && Buffer.substr(First).find_first_not_of(" \t") == Column)
    First = static_cast<uint32_t>(Buffer.find('\n', First)) + 1;
  return First;
}

Commented withComments(StringRef Buffer, Span S) {
  Commented Out;
  uint32_t End = S.End;
  while (End < Buffer.size() && isSpace(Buffer[End]))
    ++End;
  const StringRef Rest = Buffer.substr(End);
  if (Rest.starts_with("//")) {
    const StringRef Line = Rest.take_until([](char C) { return C == '\n'; });
    Out.Behind = Line.rtrim().str();
    S.End = End + Out.Behind.size();
  } else if (Rest.starts_with("/*") && Rest.contains("*/")) {
    const StringRef Comment = Rest.take_front(Rest.find("*/") + 2);
    if (!Comment.contains('\n')) {
      Out.Behind = Comment.str();
      S.End = End + Comment.size();
    }
  }
  uint32_t Start = S.Begin;
  while (Start > 0 && isSpace(Buffer[Start - 1]))
    --Start;
  if (Start != 0 && Buffer[Start - 1] != '\n') {
    Out.Whole = S;
    return Out;
  }
  // Only comments that are lines of their own belong to what follows.
  uint32_t First = Start;
  while (First > 0) {
    const uint32_t Line = previousLine(Buffer, First);
    const StringRef Text = Buffer.slice(Line, First).trim();
    const bool Block = Text.starts_with("/*") && Text.ends_with("*/") &&
                       Text.find("*/") == Text.size() - 2;
    if (!Block && !Text.starts_with("//"))
      break;
    // The file's own comment, or a rule between sections, is not a variable's.
    if (Text.starts_with("//===") || Text.starts_with("//---") ||
        Text.starts_with("// ---") || Text.contains("NOLINT"))
      break;
    First = Line;
  }
  if (First == 0)
    First = Start;
  First = pastOther(Buffer, First, Start);
  Out.Above = Buffer.slice(First, Start).str();
  Out.Whole = wholeLine(Buffer, {S.File, First, S.End});
  Out.Whole.Begin = First;
  return Out;
}

std::string indentationAt(StringRef Buffer, uint32_t Offset) {
  const size_t Newline =
      Offset == 0 ? StringRef::npos : Buffer.rfind('\n', Offset - 1);
  const size_t Start = Newline == StringRef::npos ? 0 : Newline + 1;
  return Buffer.substr(Start)
      .take_while([](char C) { return isSpace(C); })
      .str();
}

} // namespace cotidy
