//===- ScanCache.cpp - What units include, kept ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry has a line for each macro, `-DEFINITION`, and one for each file: `u`
// or `s`, its sum, a space and its path.
//
//===----------------------------------------------------------------------===//

#include "ScanCache.h"
#include "Cache.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace cotidy {

std::optional<ScannedUnit> findScan(Cache &In, const Input &Of,
                                    const ArgumentEdits &Edits) {
  const std::optional<std::string> Text = In.text(Cache::ScanFolder, Of, Edits);
  if (!Text)
    return std::nullopt;
  ScannedUnit Unit;
  for (StringRef Rest = *Text; !Rest.empty();) {
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    if (Line.consume_front("-")) {
      Unit.Macros.push_back(Line.str());
      continue;
    }
    const auto [Sum, Path] = Line.drop_front().split(' ');
    const std::optional<uint64_t> Now = In.sumOf(Path.str());
    if (!Now || utohexstr(*Now) != Sum)
      return std::nullopt;
    Unit.Files.push_back({Path.str(), Line.front() == 's'});
  }
  Unit.Known = true;
  return Unit;
}

void keepScan(Cache &In, const Input &Of, const ArgumentEdits &Edits,
              const ScannedUnit &Unit) {
  if (!Unit.Known)
    return;
  std::string Text;
  for (const std::string &Macro : Unit.Macros)
    Text += "-" + Macro + "\n";
  for (const ScannedFile &F : Unit.Files) {
    const std::optional<uint64_t> Sum = In.sumOf(F.Path);
    if (!Sum || F.Path.find('\n') != std::string::npos)
      return;
    Text += (F.System ? "s" : "u") + utohexstr(*Sum) + " " + F.Path + "\n";
  }
  In.keepText(Cache::ScanFolder, Of, Edits, Text);
}

} // namespace cotidy
