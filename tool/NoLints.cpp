//===- NoLints.cpp - The NOLINT comments of a file ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NoLints.h"
#include "CheckLists.h"
#include "Messages.h"
#include "Sources.h"
#include "clang-tidy/GlobList.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace cotidy {

// In pieces, since clang-tidy reads this file too.
static constexpr StringLiteral BlockBegin = "NOLINT"
                                            "BEGIN";
static constexpr StringLiteral BlockEnd = "NOLINT"
                                          "END";

/// One NOLINT word and its list; null where the word at \p Pos is another.
/// \p Pos moves behind it.
static std::optional<NoLint> readAt(StringRef Text, size_t &Pos) {
  StringRef Word = Text.substr(Pos).take_while(isAlnum);
  Pos += Word.size();
  if (!is_contained({StringLiteral("NOLINT"), StringLiteral("NOLINTNEXTLINE"),
                     BlockBegin, BlockEnd},
                    Word))
    return std::nullopt;
  NoLint Result;
  Result.Word = Word;
  if (!Text.substr(Pos).starts_with("("))
    return Result;
  const size_t End = Text.find_first_of("\n)", Pos);
  if (End == StringRef::npos || Text[End] != ')')
    return Result;
  Result.HasList = true;
  Result.List = Text.slice(Pos + 1, End);
  Pos = End;
  return Result;
}

std::vector<NoLint> noLints(StringRef Text) {
  std::vector<NoLint> Result;
  std::vector<size_t> Open; // blocks without their ends
  unsigned Line = 1;
  size_t Counted = 0;
  for (size_t Pos = Text.find("NOLINT"); Pos != StringRef::npos;
       Pos = Text.find("NOLINT", Pos)) {
    Line += Text.slice(Counted, Pos).count('\n');
    Counted = Pos;
    std::optional<NoLint> Found = readAt(Text, Pos);
    if (!Found)
      continue;
    Found->Line = Found->First = Found->Last = Line;
    if (Found->Word == BlockEnd) {
      for (size_t I = Open.size(); I-- != 0;)
        if (Result[Open[I]].List == Found->List) {
          Result[Open[I]].Last = Line;
          Open.erase(Open.begin() + I);
          break;
        }
      continue;
    }
    if (Found->Word == "NOLINTNEXTLINE") {
      Found->First = Found->Last = Line + 1;
    } else if (Found->Word == BlockBegin) {
      Open.push_back(Result.size());
      Found->Last = ~0U;
    }
    Result.push_back(*Found);
  }
  return Result;
}

namespace {

/// A suppressed finding's check and line, in one file.
using Silenced = std::pair<std::string, unsigned>;

/// Judges the comments of one file.
class Judge {
public:
  Judge(uint32_t File, StringRef Text,
        const std::map<std::string, Confidence> &LookedFor,
        const std::vector<Silenced> &Here)
      : File(File), Text(Text), LookedFor(LookedFor), Here(Here) {}

  void judge(const NoLint &Comment, Results &R) const;

private:
  bool wasLookedFor(const CheckGlob &Glob) const;
  bool isUsed(const CheckGlob &Glob, const NoLint &Comment) const;
  Location place(StringRef Entry, const NoLint &Comment) const;

  uint32_t File;
  StringRef Text;
  const std::map<std::string, Confidence> &LookedFor;
  const std::vector<Silenced> &Here;
};

} // namespace

bool Judge::wasLookedFor(const CheckGlob &Glob) const {
  const clang::tidy::GlobList Matcher(Glob.Text);
  return all_of(rules(), [&](const Rule &R) {
    return !Matcher.contains(R.Name) || LookedFor.contains(R.Name);
  });
}

bool Judge::isUsed(const CheckGlob &Glob, const NoLint &Comment) const {
  const clang::tidy::GlobList Matcher(Glob.Text);
  return any_of(Here, [&](const Silenced &S) {
    return Comment.First <= S.second && S.second <= Comment.Last &&
           Matcher.contains(S.first);
  });
}

Location Judge::place(StringRef Entry, const NoLint &Comment) const {
  Location At;
  At.File = File;
  At.Offset = Entry.data() - Text.data();
  At.Length = Entry.size();
  At.Line = Comment.Line;
  At.Column = At.Offset - Text.take_front(At.Offset).rfind('\n');
  return At;
}

void Judge::judge(const NoLint &Comment, Results &R) const {
  for (const CheckGlob &Glob : checkGlobs(Comment.List)) {
    if (Glob.Removes || !Glob.Text.starts_with("coro-") ||
        !wasLookedFor(Glob) || isUsed(Glob, Comment))
      continue;
    Finding F;
    F.Check = UnusedNoLint;
    F.Sure = Confidence::High;
    F.Loc = place(Glob.Text, Comment);
    F.Subject = (Comment.Word + " " + Glob.Text).str();
    F.Message = (Twine(Comment.Word) + " suppresses nothing: ").str();
    if (Glob.matchesOurs()) {
      F.Message += ("'" + Glob.Text + "' has no finding here").str();
    } else {
      std::vector<StringRef> Names;
      for (const Rule &Each : rules())
        Names.push_back(Each.Name);
      F.Message += ("no check is called '" + Glob.Text + "'" +
                    didYouMean(Glob.Text, Names))
                       .str();
    }
    Result &Added = R.All.emplace_back();
    Added.What = std::move(F);
    Added.AsError = R.UnusedNoLintErrors.contains(R.Files[File].Path);
  }
}

void reportUnusedNoLints(Results &R, Sources &From) {
  std::map<std::string, uint32_t> Index;
  for (uint32_t I = 0; I != R.Files.size(); ++I)
    Index[R.Files[I].Path] = I;
  for (const auto &Entry : R.LookedFor)
    if (Index.try_emplace(Entry.first, R.Files.size()).second)
      R.Files.push_back({.Path = Entry.first, .System = false});

  std::map<uint32_t, std::vector<Silenced>> ByFile;
  for (const Result &Each : R.All) {
    if (!Each.Suppressed)
      continue;
    const Location &At = Each.What.Loc;
    ByFile[At.File].emplace_back(Each.What.Check, At.Line);
    if (At.inMacro())
      ByFile[At.SpellingFile].emplace_back(Each.What.Check, At.SpellingLine);
  }
  for (const auto &[Path, LookedFor] : R.LookedFor) {
    const uint32_t File = Index[Path];
    StringRef Text = From.text(File);
    const Judge Its(File, Text, LookedFor, ByFile[File]);
    for (const NoLint &Comment : noLints(Text))
      Its.judge(Comment, R);
  }
  sortAndFingerprint(R);
}

} // namespace cotidy
