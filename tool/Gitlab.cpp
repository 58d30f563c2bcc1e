//===- Gitlab.cpp - The report as GitLab's Code Quality reads it ----------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

static StringRef severity(const Result &Each) {
  if (Each.AsError)
    return "critical";
  switch (Each.What.Sure) {
  case Confidence::Low:
    return "info";
  case Confidence::Medium:
    return "minor";
  case Confidence::High:
    return "major";
  }
  llvm_unreachable("no such confidence");
}

void writeGitlab(raw_ostream &OS, const Results &R, Sources &From, bool) {
  const RelativePaths Relative;
  json::OStream J(OS, /*IndentSize=*/2);
  J.array([&] {
    for (const Result &Each : R.All) {
      if (!Each.reported())
        continue;
      const Region Where = From.region(Each.What.Loc);
      J.object([&] {
        J.attribute("type", "issue");
        J.attribute("check_name", Each.What.Check);
        J.attribute("description", asUtf8(Each.What.Message));
        if (std::string Notes = Relative.notes(Each, R); !Notes.empty())
          J.attributeObject("content",
                            [&] { J.attribute("body", asUtf8(Notes)); });
        J.attributeArray("categories", [&] { J.value("Bug Risk"); });
        J.attribute("severity", severity(Each));
        J.attribute("fingerprint", Each.Fingerprint);
        J.attributeObject("location", [&] {
          J.attribute("path", asUtf8(Relative(Each.What.Loc, R)));
          J.attributeObject("lines", [&] {
            J.attribute("begin", Where.StartLine);
            J.attribute("end", Where.EndLine);
          });
        });
      });
    }
  });
  OS << '\n';
}

} // namespace cotidy
