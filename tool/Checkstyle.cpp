//===- Checkstyle.cpp - The report as Checkstyle's XML --------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "Xml.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace llvm;

namespace cotidy {

static StringRef severity(const Result &Each) {
  if (Each.AsError)
    return "error";
  return Each.What.Sure == Confidence::Low ? "info" : "warning";
}

void writeCheckstyle(raw_ostream &OS, const Results &R, Sources &From, bool) {
  const RelativePaths Relative;
  std::map<std::string, std::string> ErrorsIn;
  for (const Result &Each : R.All) {
    if (!Each.reported())
      continue;
    const Finding &F = Each.What;
    const Region Where = From.region(F.Loc);
    ErrorsIn[Relative(F.Loc, R)] +=
        "    <error" + xmlAttribute("line", std::to_string(Where.StartLine)) +
        xmlAttribute("column", std::to_string(Where.StartColumn)) +
        xmlAttribute("severity", severity(Each)) +
        xmlAttribute("message", F.Message) +
        xmlAttribute("source", "cotidy." + F.Check) + "/>\n";
  }
  for (const Failure &F : R.Failures)
    ErrorsIn[F.File.empty() ? "cotidy" : Relative(F.File)] +=
        "    <error" + xmlAttribute("severity", "error") +
        xmlAttribute("message", F.Sentence) + xmlAttribute("source", "cotidy") +
        "/>\n";

  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"8.0\">\n";
  for (const auto &[File, Errors] : ErrorsIn)
    OS << "  <file" << xmlAttribute("name", File) << ">\n"
       << Errors << "  </file>\n";
  OS << "</checkstyle>\n";
}

} // namespace cotidy
