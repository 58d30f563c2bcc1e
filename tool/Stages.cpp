//===- Stages.cpp - Where the time went -----------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stages.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

void Stages::addChecks(const std::map<std::string, double> &Seconds) {
  for (const auto &[Name, Taken] : Seconds)
    (Name == "link" ? Link : Checks) += Taken;
}

std::string table(const Stages &Took) {
  std::string Text;
  raw_string_ostream OS(Text);
  OS << " seconds  (wall time; parse and lower: summed over the processes)\n";
  auto Row = [&](StringRef Name, double Seconds) {
    OS << formatv("{0,8:f3}  {1}\n", Seconds, Name);
  };
  Row("cache", Took.Cache);
  Row("scan", Took.Scan);
  Row("processes, which", Took.Workers);
  Row("  parse", Took.Parse);
  Row("  lower", Took.Lower);
  Row("read", Took.Read);
  Row("link", Took.Link);
  Row("checks", Took.Checks);
  Row("report", Took.Report);
  Row("all", Took.All);
  OS << formatv("{0} files: {1} skipped, {2} cached, {3} parsed, {4} lost\n",
                Took.Found, Took.Skipped, Took.Cached, Took.Parsed, Took.Lost);
  OS << Took.Shared << " parsed from where they differ from another\n";
  OS << formatv("{0} texts read for changes, {1} known by their stamps\n",
                Took.TextsRead, Took.TextsKnown);
  if (Took.PeakBytes)
    OS << formatv("{0} MiB in the largest process\n", Took.PeakBytes >> 20);
  return Text;
}

} // namespace cotidy
