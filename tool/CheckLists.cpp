//===- CheckLists.cpp - Which checks a configuration means ----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckLists.h"
#include "clang-tidy/GlobList.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace cotidy {

bool CheckGlob::matchesOurs() const {
  const clang::tidy::GlobList Matcher(Text);
  return any_of(rules(),
                [&](const Rule &R) { return Matcher.contains(R.Name); });
}

std::vector<CheckGlob> checkGlobs(StringRef List) {
  std::vector<CheckGlob> Globs;
  while (!List.empty()) {
    const size_t End = List.find_first_of(",\n");
    StringRef Glob = List.take_front(End).trim();
    List = End == StringRef::npos ? "" : List.drop_front(End + 1);
    const bool Removes = Glob.consume_front("-");
    if (!Glob.empty())
      Globs.push_back({Glob, Removes});
  }
  return Globs;
}

std::string keepOurChecks(StringRef List) {
  const std::vector<CheckGlob> Globs = checkGlobs(List);
  std::string Result;
  for (auto Glob = Globs.begin(); Glob != Globs.end(); ++Glob) {
    if (!Result.empty())
      Result += ',';
    Result += (Glob->Removes ? "-" : "") + Glob->Text.str();
    if (!Glob->Removes || Glob->Text != "*")
      continue;
    const auto Chosen = make_filter_range(
        make_range(Glob, Globs.end()),
        [](const CheckGlob &Later) { return !Later.Removes; });
    if (!Chosen.empty() &&
        none_of(Chosen, [](const CheckGlob &G) { return G.isOurs(); }))
      Result += ",coro-*";
  }
  return Result;
}

} // namespace cotidy
