//===- ChangedLines.cpp - Lines that findings are wanted in ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChangedLines.h"
#include "Git.h"
#include "Messages.h"
#include "Sources.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cotidy {

/// git's quotes around a name with odd characters undone.
static std::string unquoted(StringRef Name) {
  // A name with a space has a tab after it, which is none of it.
  Name.consume_back("\t");
  if (!Name.consume_front("\""))
    return Name.str();
  Name.consume_back("\"");
  std::string Result;
  while (!Name.empty()) {
    char C = Name.front();
    Name = Name.drop_front();
    if (C != '\\' || Name.empty()) {
      Result += C;
      continue;
    }
    unsigned Code;
    if (!Name.take_front(3).getAsInteger(8, Code)) {
      Result += static_cast<char>(Code);
      Name = Name.drop_front(3);
      continue;
    }
    static constexpr StringLiteral Letters = "abtnvfr",
                                   Meant = "\a\b\t\n\v\f\r";
    const size_t Which = Letters.find(Name.front());
    Result += Which == StringRef::npos ? Name.front() : Meant[Which];
    Name = Name.drop_front();
  }
  return Result;
}

/// `12,3` or `12`: the first line and how many.
static std::pair<unsigned, unsigned> extent(StringRef Text) {
  auto [First, Count] = Text.split(',');
  unsigned From = 0, Number = 1;
  First.getAsInteger(10, From);
  if (!Count.empty())
    Count.getAsInteger(10, Number);
  return {From, Number};
}

std::map<std::string, std::vector<LineRange>> newLines(StringRef Diff) {
  std::map<std::string, std::vector<LineRange>> Result;
  std::string File;
  unsigned InHunk = 0;
  while (!Diff.empty()) {
    StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    if (InHunk) {
      // "\ No newline at end of file" is no line of either side.
      InHunk -= !Line.starts_with("\\");
    } else if (Line.consume_front("+++ ")) {
      File = unquoted(Line);
      if (!StringRef(File).starts_with("b/"))
        File.clear();
      else
        File.erase(0, 2);
    } else if (Line.consume_front("@@ -")) {
      auto [Old, Rest] = Line.split(" +");
      const auto [First, Count] = extent(Rest.split(' ').first);
      InHunk = extent(Old).second + Count;
      if (Count && !File.empty())
        Result[File].push_back({First, First + Count - 1});
    }
  }
  return Result;
}

/// The commit where the histories of \p Revision and of HEAD part.
static Expected<std::string> commonCommit(StringRef Revision) {
  Expected<std::string> Commit =
      git({"rev-parse", "--verify", "--quiet", (Revision + "^{commit}").str()});
  if (!Commit || Revision.starts_with("-")) {
    if (!Commit)
      consumeError(Commit.takeError());
    return createStringError(
        inconvertibleErrorCode(),
        "git knows no revision '" + Revision +
            "'; fetch it, or name one that 'git log' shows");
  }
  Expected<std::string> Common =
      git({"merge-base", StringRef(*Commit).trim(), "HEAD"});
  if (Common)
    return StringRef(*Common).trim().str();
  consumeError(Common.takeError());
  return createStringError(inconvertibleErrorCode(),
                           "'" + Revision +
                               "' and HEAD have no commit in common here; "
                               "fetch more of the history");
}

std::optional<ChangedLines> ChangedLines::since(StringRef Revision,
                                                Messages &Out) {
  auto Fail = [&](Error Why) {
    Out.error("cannot tell what has changed since '" + Revision +
              "': " + toString(std::move(Why)));
    return std::nullopt;
  };
  Expected<std::string> Top = git({"rev-parse", "--show-toplevel"});
  if (!Top)
    return Fail(Top.takeError());
  StringRef Folder = StringRef(*Top).rtrim('\n');
  Expected<std::string> Common = commonCommit(Revision);
  if (!Common)
    return Fail(Common.takeError());
  Expected<std::string> Diff = git(
      {"-C", Folder, "-c", "core.quotePath=false", "diff", "-U0",
       "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv",
       "--no-relative", "--ignore-submodules", "--find-renames",
       "--src-prefix=a/", "--dst-prefix=b/", *Common, "--"});
  if (!Diff)
    return Fail(Diff.takeError());
  Expected<std::string> New =
      git({"-C", Folder, "ls-files", "-z", "--others", "--exclude-standard"});
  if (!New)
    return Fail(New.takeError());

  ChangedLines Result;
  auto Path = [&](StringRef Name) {
    SmallString<256> Whole(Folder);
    sys::path::append(Whole, Name);
    return std::string(Whole);
  };
  for (auto &[File, Lines] : newLines(*Diff))
    Result.ByPath[Path(File)] = std::move(Lines);
  SmallVector<StringRef> Names;
  StringRef(*New).split(Names, '\0', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Result.ByPath[Path(Name)] = {};
  return Result;
}

std::optional<ChangedLines> ChangedLines::named(StringRef Filter,
                                                Messages &Out) {
  clang::tidy::ClangTidyGlobalOptions Options;
  if (std::error_code Error = clang::tidy::parseLineFilter(Filter, Options)) {
    Out.error("'--line-filter=" + Filter + "' is not clang-tidy's JSON, like " +
              R"([{"name": "a.cpp", "lines": [[1, 3], [5, 7]]}])");
    return std::nullopt;
  }
  ChangedLines Result;
  for (const clang::tidy::FileFilter &File : Options.LineFilter)
    Result.ByEnd.emplace_back(
        File.Name, Lines(File.LineRanges.begin(), File.LineRanges.end()));
  return Result;
}

const ChangedLines::Lines *ChangedLines::find(StringRef Path) const {
  for (const auto &[End, Lines] : ByEnd)
    if (Path.ends_with(End))
      return &Lines;
  SmallString<256> Real;
  if (ByPath.empty() || sys::fs::real_path(Path, Real))
    return nullptr;
  auto It = ByPath.find(std::string(Real));
  return It == ByPath.end() ? nullptr : &It->second;
}

bool ChangedLines::contain(StringRef Path, LineRange Range) const {
  const Lines *Wanted = find(Path);
  return Wanted && (Wanted->empty() || any_of(*Wanted, [&](LineRange Each) {
                      return Each.first <= Range.second &&
                             Range.first <= Each.second;
                    }));
}

bool ChangedLines::touch(const Result &Each, const Results &R,
                         Sources &From) const {
  auto Here = [&](const Location &At) {
    if (!At.isValid())
      return false;
    const Region Where = From.region(At);
    return contain(R.Files[At.File].Path, {Where.StartLine, Where.EndLine}) ||
           (At.inMacro() && contain(R.Files[At.SpellingFile].Path,
                                    {At.SpellingLine, At.SpellingLine}));
  };
  return Here(Each.What.Loc) || any_of(Each.What.Path, [&](const Note &Step) {
           return Here(Step.Loc);
         });
}

} // namespace cotidy
