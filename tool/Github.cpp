//===- Github.cpp - The report as annotations of a GitHub workflow --------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RelativePaths.h"
#include "Report.h"
#include "Sources.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// What stands after `::`. A property must not end at its own colon or comma.
static std::string escaped(StringRef Text, bool Property) {
  std::string Result;
  for (char C : asUtf8(Text)) {
    if (C == '%')
      Result += "%25";
    else if (C == '\r')
      Result += "%0D";
    else if (C == '\n')
      Result += "%0A";
    else if (Property && C == ':')
      Result += "%3A";
    else if (Property && C == ',')
      Result += "%2C";
    else
      Result += C;
  }
  return Result;
}

static StringRef command(const Result &Each) {
  if (Each.AsError)
    return "error";
  return Each.What.Sure == Confidence::Low ? "notice" : "warning";
}

void writeGithub(raw_ostream &OS, const Results &R, Sources &From, bool) {
  const RelativePaths Relative;
  for (const Result &Each : R.All) {
    if (!Each.reported())
      continue;
    const Finding &F = Each.What;
    const Region Where = From.region(F.Loc);
    OS << "::" << command(Each)
       << " file=" << escaped(Relative(F.Loc, R), /*Property=*/true)
       << ",line=" << Where.StartLine << ",endLine=" << Where.EndLine;
    // A column of the last line would be taken for one of the first.
    if (Where.StartLine == Where.EndLine)
      OS << ",col=" << Where.StartColumn << ",endColumn=" << Where.EndColumn;
    std::string Message = F.Message;
    if (std::string Notes = Relative.notes(Each, R); !Notes.empty())
      Message += "\n\n" + Notes;
    OS << ",title=" << escaped(F.Check, /*Property=*/true)
       << "::" << escaped(Message, /*Property=*/false) << '\n';
  }
  for (const Failure &F : R.Failures) {
    OS << "::error ";
    if (!F.File.empty())
      OS << "file=" << escaped(Relative(F.File), /*Property=*/true) << ',';
    OS << "title=cotidy::" << escaped(F.Sentence, /*Property=*/false) << '\n';
  }
}

} // namespace cotidy
