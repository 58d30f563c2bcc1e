//===- Dot.cpp - The map of shared state for Graphviz ---------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "Report.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// Graphviz reads HTML's entities in every string, and passes control
/// characters on into the XML of an SVG.
static std::string quoted(StringRef Text) {
  std::string Result = "\"";
  for (char C : asUtf8(Text)) {
    if (C == '"' || C == '\\')
      Result += '\\';
    if (C == '&')
      Result += "&amp;";
    else if (C == '\n' || C == '\t')
      Result += ' ';
    else if (static_cast<unsigned char>(C) < 0x20)
      Result += "\uFFFD";
    else
      Result += C;
  }
  return Result + "\"";
}

void writeDot(raw_ostream &OS, const Results &R, Sources &, bool) {
  const RelativePaths Relative;
  auto Place = [&](const Location &At) {
    return At.isValid() ? Relative(At, R) + ":" + std::to_string(At.Line)
                        : std::string();
  };
  OS << "digraph cotidy {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
        "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (const auto &[I, C] : enumerate(R.Map.Coroutines))
    OS << "  c" << I << " [shape=box, label=" << quoted(C.Name)
       << ", tooltip=" << quoted(Place(C.Loc)) << "];\n";
  for (const auto &[I, S] : enumerate(R.Map.States))
    OS << "  s" << I << " [shape=ellipse, label=" << quoted(S.Name)
       << ", tooltip=" << quoted(Place(S.Loc)) << "];\n";
  for (const StateMap::Use &Use : R.Map.Uses) {
    OS << "  c" << Use.Coroutine << " -> s" << Use.State << " [label=\""
       << (Use.Writes ? "writes" : "reads") << (Use.OnCopy ? " a copy" : "")
       << "\", style="
       << (Use.OnCopy   ? "dotted"
           : Use.Writes ? "solid"
                        : "dashed")
       << ", tooltip=" << quoted(Place(Use.First)) << "];\n";
  }
  for (const StateMap::Pair &Pair : R.Map.Pairs)
    OS << "  c" << Pair.A << " -> c" << Pair.B
       << " [dir=none, constraint=false, color=gray, label=" << quoted(Pair.How)
       << ", tooltip=" << quoted(Place(Pair.Where)) << "];\n";
  OS << "}\n";
}

} // namespace cotidy
