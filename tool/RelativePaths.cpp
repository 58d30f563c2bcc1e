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

static std::string nearestRepository() {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  for (StringRef Folder = Here; !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> Mark(Folder);
    sys::path::append(Mark, ".git");
    if (sys::fs::exists(Mark))
      return Folder.str();
  }
  return std::string(Here);
}

RelativePaths::RelativePaths() : RelativePaths(nearestRepository()) {}

RelativePaths::RelativePaths(StringRef Root) : Root(Root) {
  if (!Root.ends_with("/"))
    this->Root += '/';
}

std::string RelativePaths::operator()(StringRef Path) const {
  Path.consume_front(Root);
  return Path.str();
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
