//===- Junit.cpp - The report as JUnit's XML ------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A check is a suite. What it finds fails, a test case each; where it finds
// nothing, one case passes, since consumers take a report without test cases
// for a run that went wrong. What could not be analysed is an error.
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "Xml.h"
#include "rules/Rules.h"
#include "llvm/Support/raw_ostream.h"
#include <map>

using namespace llvm;

namespace cotidy {

namespace {

struct Suite {
  size_t Tests = 0, Failures = 0, Errors = 0, Skipped = 0;
  std::string Cases;
};

} // namespace

static void addFinding(Suite &To, const Result &Each, const Results &R,
                       const RelativePaths &Relative, Sources &From) {
  const Finding &F = Each.What;
  const Region Where = From.region(F.Loc);
  const std::string File = Relative(F.Loc, R);
  const std::string Place = File + ":" + std::to_string(Where.StartLine) + ":" +
                            std::to_string(Where.StartColumn);
  std::string Body = Place + ": " + F.Message;
  if (std::string Notes = Relative.notes(Each, R); !Notes.empty())
    Body += "\n" + Notes;
  ++To.Tests;
  To.Cases += "    <testcase" + xmlAttribute("name", Place + " " + F.Subject) +
              xmlAttribute("classname", F.Check) + xmlAttribute("file", File) +
              xmlAttribute("line", std::to_string(Where.StartLine)) +
              ">\n      ";
  if (Each.reported()) {
    ++To.Failures;
    To.Cases += "<failure" + xmlAttribute("message", F.Message) +
                xmlAttribute("type", Each.AsError ? "error" : "warning") + ">" +
                xmlText(Body) + "</failure>";
  } else {
    ++To.Skipped;
    To.Cases += "<skipped" + xmlAttribute("message", Each.silencedBy()) + "/>";
  }
  To.Cases += "\n    </testcase>\n";
}

static void addFailure(Suite &To, const Failure &F,
                       const RelativePaths &Relative) {
  ++To.Tests;
  ++To.Errors;
  To.Cases +=
      "    <testcase" +
      xmlAttribute("name", F.File.empty() ? F.Sentence : Relative(F.File)) +
      xmlAttribute("classname", "cotidy") + ">\n      <error" +
      xmlAttribute("message", F.Sentence) + xmlAttribute("type", "failure") +
      ">" + xmlText(F.Sentence) + "</error>\n    </testcase>\n";
}

void writeJunit(raw_ostream &OS, const Results &R, Sources &From, bool) {
  const RelativePaths Relative;
  std::map<std::string, Suite> Suites;
  for (const Rule &Check : rules())
    Suites[Check.Name];
  for (const Result &Each : R.All)
    if (Each.reported() || R.ShowSuppressed)
      addFinding(Suites[Each.What.Check], Each, R, Relative, From);
  for (auto &[Name, S] : Suites)
    if (!S.Tests) {
      S.Tests = 1;
      S.Cases = "    <testcase" + xmlAttribute("name", "nothing found") +
                xmlAttribute("classname", Name) + "/>\n";
    }
  for (const Failure &F : R.Failures)
    addFailure(Suites["cotidy"], F, Relative);

  auto Counts = [](const Suite &S) {
    return xmlAttribute("tests", std::to_string(S.Tests)) +
           xmlAttribute("failures", std::to_string(S.Failures)) +
           xmlAttribute("errors", std::to_string(S.Errors)) +
           xmlAttribute("skipped", std::to_string(S.Skipped));
  };
  Suite All;
  for (const auto &[Name, S] : Suites) {
    All.Tests += S.Tests;
    All.Failures += S.Failures;
    All.Errors += S.Errors;
    All.Skipped += S.Skipped;
  }
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"
     << xmlAttribute("name", "cotidy") << Counts(All) << ">\n";
  for (const auto &[Name, S] : Suites)
    OS << "  <testsuite" << xmlAttribute("name", Name) << Counts(S) << ">\n"
       << S.Cases << "  </testsuite>\n";
  OS << "</testsuites>\n";
}

} // namespace cotidy
