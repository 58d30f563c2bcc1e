//===- Statistics.cpp - Numbers about a run -------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Statistics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <numeric>

using namespace llvm;

namespace cotidy {

namespace {

struct Row {
  size_t High = 0, Medium = 0, Low = 0, NoLint = 0, Baseline = 0;

  void add(const Result &Each) {
    if (Each.Suppressed)
      ++NoLint;
    else if (Each.InBaseline)
      ++Baseline;
    else if (Each.What.Sure == Confidence::High)
      ++High;
    else if (Each.What.Sure == Confidence::Medium)
      ++Medium;
    else
      ++Low;
  }
};

} // namespace

std::string statistics(const Results &R) {
  std::map<std::string, Row> Rows;
  Row Total;
  for (const Result &Each : R.All) {
    Rows[Each.What.Check].add(Each);
    Total.add(Each);
  }
  std::string Text;
  raw_string_ostream OS(Text);
  constexpr char Line[] = "{0,-32} {1,6} {2,6} {3,6} {4,6} {5,8}\n";
  OS << formatv(Line, "", "high", "medium", "low", "NOLINT", "baseline");
  auto Write = [&](StringRef Name, const Row &Its) {
    OS << formatv(Line, Name, Its.High, Its.Medium, Its.Low, Its.NoLint,
                  Its.Baseline);
  };
  for (const auto &[Check, Its] : Rows)
    Write(Check, Its);
  Write("all", Total);
  OS << formatv("{0} translation units, {1} coroutines\n", R.NumUnits,
                R.NumCoroutines);
  return Text;
}

std::string profile(const Results &R) {
  std::vector<std::pair<std::string, double>> Times(R.Seconds.begin(),
                                                    R.Seconds.end());
  llvm::sort(Times, [](const auto &A, const auto &B) {
    return std::pair(-A.second, A.first) < std::pair(-B.second, B.first);
  });
  const double All = std::accumulate(
      Times.begin(), Times.end(), 0.0,
      [](double Sum, const auto &Each) { return Sum + Each.second; });
  std::string Text;
  raw_string_ostream OS(Text);
  OS << " seconds      %  (wall time)\n";
  for (const auto &[Name, Seconds] : Times)
    OS << format("%8.3f  %5.1f  ", Seconds, All > 0 ? 100 * Seconds / All : 0.0)
       << Name << '\n';
  OS << format("%8.3f  %5.1f  ", All, 100.0) << "all\n";
  return Text;
}

} // namespace cotidy
