//===- RelativePaths.cpp - Paths as a project's services know them --------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace cotidy {

std::string currentFolder() {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  return std::string(Here);
}

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Result(sys::path::is_absolute(Path) ? "" : Directory);
  sys::path::append(Result, Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

StringRef workTree(StringRef Folder) {
  while (!Folder.empty() && !sys::fs::exists(Folder + "/.git"))
    Folder = sys::path::parent_path(Folder);
  return Folder;
}

static std::string nearestRepository() {
  std::string Here = currentFolder();
  const StringRef Top = workTree(Here);
  return Top.empty() ? Here : Top.str();
}

RelativePaths::RelativePaths() : RelativePaths(nearestRepository()) {}

RelativePaths::RelativePaths(StringRef Root) : Root(Root) {
  if (!Root.ends_with("/"))
    this->Root += '/';
}

std::optional<StringRef> RelativePaths::below(StringRef Path) const {
  if (Path.consume_front(Root))
    return Path;
  return std::nullopt;
}

std::string RelativePaths::operator()(StringRef Path) const {
  return below(Path).value_or(Path).str();
}

std::string RelativePaths::operator()(const Location &At,
                                      const Results &R) const {
  return (*this)(R.Files[At.File].Path);
}

std::string RelativePaths::notes(const Result &Each, const Results &R) const {
  std::string Lines;
  auto Add = [&](const std::vector<Note> &Notes) {
    for (const Note &N : Notes) {
      if (!Lines.empty())
        Lines += '\n';
      if (N.Loc.isValid())
        Lines += (*this)(N.Loc, R) + ":" + std::to_string(N.Loc.Line) + ":" +
                 std::to_string(N.Loc.Column) + ": ";
      Lines += N.Message;
    }
  };
  Add(Each.What.Path);
  Add(Each.What.Notes);
  return Lines;
}

} // namespace cotidy
