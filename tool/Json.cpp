//===- Json.cpp - The report as JSON --------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "Report.h"
#include "Sources.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

std::string asUtf8(StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

/// The members that tell where something stands.
static void writePlace(json::OStream &J, const Location &At, const Results &R) {
  if (!At.isValid())
    return;
  J.attribute("file", asUtf8(R.Files[At.File].Path));
  J.attribute("line", At.Line);
  J.attribute("column", At.Column);
  J.attribute("offset", At.Offset);
  J.attribute("length", At.Length);
  if (At.inMacro())
    J.attributeObject("spelling", [&] {
      J.attribute("file", asUtf8(R.Files[At.SpellingFile].Path));
      J.attribute("line", At.SpellingLine);
      J.attribute("column", At.SpellingColumn);
      J.attribute("offset", At.SpellingOffset);
    });
}

static void writeNotes(json::OStream &J, StringRef Name,
                       const std::vector<Note> &Notes, const Results &R) {
  J.attributeArray(Name, [&] {
    for (const Note &N : Notes)
      J.object([&] {
        J.attribute("message", asUtf8(N.Message));
        writePlace(J, N.Loc, R);
      });
  });
}

/// \p Cured are the reported findings that the plan would cure.
static void writePlan(json::OStream &J, const Plan &P,
                      ArrayRef<const Result *> Cured, const Results &R) {
  J.object([&] {
    J.attribute("title", asUtf8(P.Title));
    J.attribute("struct", asUtf8(P.Struct));
    J.attribute("ownership", P.Owns == Plan::Ownership::Reference
                                 ? "reference"
                                 : "shared_ptr");
    J.attributeArray("fingerprints", [&] {
      for (const Result *Each : Cured)
        J.value(Each->Fingerprint);
    });
    writeNotes(J, "steps", P.Steps, R);
    std::vector<Note> Refused;
    Refused.reserve(P.Refused.size());
    for (const Refusal &Why : P.Refused)
      Refused.push_back({Why.Loc, Why.Reason});
    writeNotes(J, "refused", Refused, R);
  });
}

void writeJson(raw_ostream &OS, const Results &R, Sources &, bool) {
  json::OStream J(OS, /*IndentSize=*/2);
  J.object([&] {
    J.attribute("version", 1);
    J.attributeObject("tool", [&] {
      J.attribute("name", "cotidy");
      J.attribute("version", COTIDY_VERSION);
    });
    J.attributeObject("analysed", [&] {
      J.attribute("units", R.NumUnits);
      J.attribute("coroutines", R.NumCoroutines);
    });
    J.attributeArray("findings", [&] {
      for (const Result &Each : R.All) {
        if (!Each.reported() && !R.ShowSuppressed)
          continue;
        J.object([&] {
          J.attribute("check", Each.What.Check);
          J.attribute("confidence", name(Each.What.Sure));
          J.attribute("severity", Each.AsError ? "error" : "warning");
          J.attribute("message", asUtf8(Each.What.Message));
          J.attribute("subject", asUtf8(Each.What.Subject));
          writePlace(J, Each.What.Loc, R);
          writeNotes(J, "path", Each.What.Path, R);
          writeNotes(J, "notes", Each.What.Notes, R);
          J.attribute("fingerprint", Each.Fingerprint);
          if (!Each.reported())
            J.attribute("suppressed", Each.silencedBy());
        });
      }
    });
    J.attributeArray("plans", [&] {
      std::vector<std::vector<const Result *>> Cured(R.Plans.size());
      for (const Result &Each : R.All)
        if (Each.Plan && Each.reported())
          Cured[*Each.Plan].push_back(&Each);
      for (size_t I = 0; I != Cured.size(); ++I)
        if (!Cured[I].empty())
          writePlan(J, R.Plans[I], Cured[I], R);
    });
    J.attributeArray("failures", [&] {
      for (const Failure &F : R.Failures)
        J.object([&] {
          if (!F.File.empty())
            J.attribute("file", asUtf8(F.File));
          J.attribute("message", asUtf8(F.Sentence));
        });
    });
  });
  OS << '\n';
}

} // namespace cotidy
