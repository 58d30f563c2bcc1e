//===- Messages.cpp - What cotidy says beside its results -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

static ColorMode mode(bool Color) {
  return Color ? ColorMode::Enable : ColorMode::Disable;
}

void Messages::error(const Twine &Sentence, StringRef File) {
  Errors.push_back({File.str(), Sentence.str()});
  OS << "cotidy: ";
  WithColor(OS, HighlightColor::Error, mode(Color)) << "error: ";
  OS << Sentence << '\n';
}

void Messages::warning(const Twine &Sentence) {
  OS << "cotidy: ";
  WithColor(OS, HighlightColor::Warning, mode(Color)) << "warning: ";
  OS << Sentence << '\n';
}

void Messages::print(StringRef Text) { OS << Text; }

std::string didYouMean(StringRef Wrong, ArrayRef<StringRef> Names) {
  StringRef Nearest;
  unsigned Least = 1 + Wrong.size() / 3;
  for (StringRef Name : Names) {
    unsigned Distance = Wrong.edit_distance_insensitive(Name, true, Least);
    if (Distance <= Least && (Nearest.empty() || Distance < Least)) {
      Nearest = Name;
      Least = Distance;
    }
  }
  return Nearest.empty() ? "" : ("; did you mean '" + Nearest + "'?").str();
}

bool isSlip(StringRef Wrong, ArrayRef<StringRef> Names) {
  return !is_contained(Names, Wrong) && any_of(Names, [&](StringRef Name) {
    return Name.size() > 6 && Wrong.edit_distance_insensitive(Name) <= 2;
  });
}

} // namespace cotidy
