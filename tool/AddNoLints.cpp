//===- AddNoLints.cpp - NOLINT comments on what is found ------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AddNoLints.h"
#include "Messages.h"
#include "NoLints.h"
#include "Output.h"
#include "Sources.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace clang;

namespace cotidy {

namespace {

/// What is in the way of a comment on a line.
struct LineFacts {
  size_t Start = 0, End = 0; ///< offsets; the line end is not in it
  bool StartsInToken = false;
  bool EndsInToken = false;
  bool HasComment = false;

  StringRef text(StringRef Whole) const { return Whole.slice(Start, End); }
  bool isContinued(StringRef Whole) const {
    return text(Whole).rtrim().ends_with("\\");
  }
};

} // namespace

static std::vector<LineFacts> linesOf(StringRef Text) {
  std::vector<LineFacts> Lines(1);
  for (size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '\n') {
      Lines.back().End = I;
      Lines.emplace_back().Start = I + 1;
    }
  Lines.back().End = Text.size();
  return Lines;
}

/// All lines of \p Text, which ends with a null character.
static std::vector<LineFacts> analyse(StringRef Text) {
  std::vector<LineFacts> Lines = linesOf(Text);
  LangOptions LangOpts;
  LangOpts.CPlusPlus = LangOpts.CPlusPlus11 = LangOpts.CPlusPlus14 =
      LangOpts.CPlusPlus17 = LangOpts.CPlusPlus20 = LangOpts.RawStringLiterals =
          true;
  Lexer Raw(SourceLocation(), LangOpts, Text.begin(), Text.begin(), Text.end());
  Raw.SetCommentRetentionState(true);
  auto Line = Lines.begin();
  Token Tok;
  do {
    Raw.LexFromRawLexer(Tok);
    const size_t End = Raw.getBufferLocation() - Text.begin();
    const size_t Start = End - Tok.getLength();
    while (Line + 1 != Lines.end() && (Line + 1)->Start <= Start)
      ++Line;
    for (auto It = Line; It != Lines.end() && It->Start < End; ++It) {
      It->StartsInToken |= Start < It->Start;
      It->EndsInToken |= Start <= It->End && It->End < End;
      It->HasComment |= Tok.is(tok::comment);
    }
  } while (Tok.isNot(tok::eof));
  return Lines;
}

static std::string directive(StringRef Word,
                             const std::set<std::string> &Checks,
                             StringRef Reason) {
  return ("// " + Word + "(" + join(Checks, ",") + ")" +
          (Reason.empty() ? "" : ": ") + Reason)
      .str();
}

std::string withNoLints(StringRef Text, ChecksByLine &Wanted,
                        StringRef Reason) {
  const std::vector<LineFacts> Lines = analyse(Text);
  std::map<unsigned, const NoLint *> Lists; // by the line that they are about
  const std::vector<NoLint> Comments = noLints(Text);
  for (const NoLint &Each : Comments)
    if (Each.HasList && Each.First == Each.Last)
      Lists[Each.First] = &Each;

  std::map<size_t, std::string> Insertions; // by offset
  std::erase_if(Wanted, [&](const auto &Entry) {
    const auto &[Number, Checks] = Entry;
    if (!Number || Number > Lines.size())
      return false;
    const LineFacts &Line = Lines[Number - 1];
    StringRef Code = Line.text(Text);
    if (auto List = Lists.find(Number); List != Lists.end()) {
      const NoLint &There = *List->second;
      Insertions[There.List.end() - Text.begin()] +=
          (There.List.trim().empty() ? "" : ",") + join(Checks, ",");
      return true;
    }
    if (!Line.EndsInToken && !Line.HasComment && !Line.isContinued(Text)) {
      Insertions[Line.Start + Code.rtrim().size()] =
          " " + directive("NOLINT", Checks, Reason);
      return true;
    }
    if (Line.StartsInToken ||
        (Number > 1 && Lines[Number - 2].isContinued(Text)))
      return false;
    Insertions[Line.Start] =
        Code.take_while([](char C) { return C == ' ' || C == '\t'; }).str() +
        directive("NOLINTNEXTLINE", Checks, Reason) +
        (Code.ends_with("\r") ? "\r\n" : "\n");
    return true;
  });

  std::string Result = Text.str();
  for (const auto &[Offset, Inserted] : reverse(Insertions))
    Result.insert(Offset, Inserted);
  return Result;
}

static std::string counted(size_t Number, StringRef Noun) {
  return (Twine(Number) + " " + Noun + (Number == 1 ? "" : "s")).str();
}

void addNoLints(Results &R, Sources &From, StringRef Reason, bool Quiet,
                Messages &Out) {
  std::map<uint32_t, ChecksByLine> ByFile;
  for (const Result &Each : R.All)
    if (Each.reported() && Each.What.Check != UnusedNoLint)
      ByFile[Each.What.Loc.File][Each.What.Loc.Line].insert(Each.What.Check);
  size_t Suppressed = 0, Edited = 0;
  for (auto &[File, Wanted] : ByFile) {
    const std::string &Path = R.Files[File].Path;
    ChecksByLine Left = Wanted;
    const std::string Text = withNoLints(From.text(File), Left, Reason);
    for (const auto &Entry : Left)
      Out.error("'" + Path + ":" + Twine(Entry.first) +
                    "' has no place for a NOLINT comment, within a string or a "
                    "macro that goes on over lines; put NOLINT"
                    "BEGIN and NOLINT"
                    "END around it",
                Path);
    if (Left.size() == Wanted.size() || !Output::replace(Path, Text, Out))
      continue;
    ++Edited;
    for (Result &Each : R.All)
      if (Each.reported() && Each.What.Loc.File == File &&
          Wanted.contains(Each.What.Loc.Line) &&
          !Left.contains(Each.What.Loc.Line)) {
        Each.Suppressed = true;
        ++Suppressed;
      }
  }
  if (!Quiet && Edited)
    Out.print(counted(Suppressed, "finding") + " suppressed in " +
              counted(Edited, "file") + "\n");
}

} // namespace cotidy
