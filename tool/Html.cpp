//===- Html.cpp - The report as a page ------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The page is page.html, which has all that shows and filters; this writes the
// data that stands in it.
//
//===----------------------------------------------------------------------===//

#include "DocPages.h"
#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

using namespace llvm;

namespace cotidy {

namespace {

class PageData {
public:
  PageData(raw_ostream &OS, const Results &R, Sources &From)
      : J(OS), R(R), From(From) {}

  void write();

private:
  void place(StringRef Name, const Location &At);
  void notes(StringRef Name, const std::vector<Note> &Notes);
  void finding(const Result &Each);
  void map();
  void sources();

  json::OStream J;
  const Results &R;
  Sources &From;
  const RelativePaths Relative;
  std::map<uint32_t, std::set<unsigned>> Shown; ///< lines by file
};

} // namespace

/// [file, line, column, end line, end column], and remembers the lines to show.
void PageData::place(StringRef Name, const Location &At) {
  if (!At.isValid())
    return;
  constexpr unsigned Around = 4;
  const Region Where = From.region(At);
  const unsigned Last = std::min(Where.EndLine, Where.StartLine + 20);
  for (unsigned Line = Where.StartLine > Around ? Where.StartLine - Around : 1;
       Line <= Last + Around; ++Line)
    Shown[At.File].insert(Line);
  J.attributeArray(Name, [&] {
    J.value(At.File);
    J.value(Where.StartLine);
    J.value(Where.StartColumn);
    J.value(Last);
    J.value(Last == Where.EndLine ? Where.EndColumn : 1);
  });
}

void PageData::notes(StringRef Name, const std::vector<Note> &Notes) {
  J.attributeArray(Name, [&] {
    for (const Note &N : Notes)
      J.object([&] {
        J.attribute("message", asUtf8(N.Message));
        place("at", N.Loc);
      });
  });
}

void PageData::finding(const Result &Each) {
  J.object([&] {
    J.attribute("check", Each.What.Check);
    J.attribute("confidence", name(Each.What.Sure));
    J.attribute("message", asUtf8(Each.What.Message));
    J.attribute("subject", asUtf8(Each.What.Subject));
    J.attribute("id", Each.Fingerprint);
    if (!Each.reported())
      J.attribute("silenced", Each.silencedBy());
    place("at", Each.What.Loc);
    notes("path", Each.What.Path);
    notes("notes", Each.What.Notes);
  });
}

void PageData::map() {
  J.attributeArray("coroutines", [&] {
    for (const StateMap::Coroutine &C : R.Map.Coroutines)
      J.object([&] {
        J.attribute("name", asUtf8(C.Name));
        place("at", C.Loc);
      });
  });
  J.attributeArray("states", [&] {
    static constexpr const char *Kinds[] = {"global", "member", "local"};
    for (const StateMap::State &S : R.Map.States)
      J.object([&] {
        J.attribute("name", asUtf8(S.Name));
        J.attribute("kind", Kinds[S.What]);
        place("at", S.Loc);
      });
  });
  J.attributeArray("uses", [&] {
    for (const StateMap::Use &Use : R.Map.Uses)
      J.object([&] {
        J.attribute("c", int64_t(Use.Coroutine));
        J.attribute("s", int64_t(Use.State));
        J.attribute("reads", Use.Reads);
        J.attribute("writes", Use.Writes);
        J.attribute("copy", Use.OnCopy);
        J.attribute("guarded", Use.Guarded);
        place("at", Use.First);
      });
  });
  J.attributeArray("pairs", [&] {
    for (const StateMap::Pair &Pair : R.Map.Pairs)
      J.object([&] {
        J.attribute("a", int64_t(Pair.A));
        J.attribute("b", int64_t(Pair.B));
        J.attribute("how", asUtf8(Pair.How));
        place("at", Pair.Where);
      });
  });
}

/// By file: its path, and the text of the lines that are shown of it.
void PageData::sources() {
  J.attributeArray("files", [&] {
    for (uint32_t File = 0; File != R.Files.size(); ++File)
      J.object([&] {
        J.attribute("path", asUtf8(Relative(R.Files[File].Path)));
        auto Lines = Shown.find(File);
        if (Lines == Shown.end())
          return;
        J.attributeObject("lines", [&] {
          StringRef Text = From.text(File);
          unsigned Number = 0;
          for (unsigned Wanted : Lines->second) {
            StringRef Line;
            while (Number < Wanted && !Text.empty()) {
              std::tie(Line, Text) = Text.split('\n');
              ++Number;
            }
            if (Number == Wanted)
              J.attribute(std::to_string(Wanted), asUtf8(Line.rtrim('\r')));
          }
        });
      });
  });
}

void PageData::write() {
  J.object([&] {
    J.attribute("version", COTIDY_VERSION);
    J.attribute("units", int64_t(R.NumUnits));
    J.attributeArray("findings", [&] {
      for (const Result &Each : R.All)
        if (Each.reported() || R.ShowSuppressed)
          finding(Each);
    });
    map();
    sources();
    J.attributeArray("failures", [&] {
      for (const Failure &F : R.Failures)
        J.value(asUtf8(F.Sentence));
    });
  });
}

void writeHtml(raw_ostream &OS, const Results &R, Sources &From, bool) {
  std::string Data;
  raw_string_ostream DataStream(Data);
  PageData(DataStream, R, From).write();
  auto [Before, After] = docPage("page").split("@DATA@");
  OS << Before;
  // No text of the program's may end the script that it stands in.
  for (char C : Data) {
    if (C == '<')
      OS << "\\u003c";
    else
      OS << C;
  }
  OS << After;
}

} // namespace cotidy
