//===- Results.cpp - What is reported -------------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/xxhash.h"
#include <tuple>

using namespace llvm;

namespace cotidy {

const char *name(Confidence Sure) {
  switch (Sure) {
  case Confidence::Low:
    return "low";
  case Confidence::Medium:
    return "medium";
  case Confidence::High:
    return "high";
  }
  llvm_unreachable("no such confidence");
}

void sortAndFingerprint(Results &R) {
  llvm::sort(R.All, [&](const Result &A, const Result &B) {
    auto Key = [&](const Result &Each) {
      return std::tie(R.Files[Each.What.Loc.File].Path, Each.What.Loc.Offset,
                      Each.What.Check, Each.What.Subject);
    };
    return Key(A) < Key(B);
  });
  std::map<std::string, unsigned> Occurrences;
  for (Result &Each : R.All) {
    std::string Subject = Each.What.Check + '\n' + Each.What.Subject;
    unsigned Occurrence = Occurrences[Subject]++;
    Subject += '\n' + std::to_string(Occurrence);
    Each.Fingerprint = utohexstr(xxh3_64bits(Subject), /*LowerCase=*/true, 16);
  }
}

} // namespace cotidy
