//===- OptionValues.cpp - What llvm::cl has read --------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionValues.h"
#include "llvm/ADT/SmallVector.h"

using namespace llvm;

namespace cotidy {

std::optional<std::string> given(const cl::opt<std::string> &O) {
  if (O.getNumOccurrences())
    return O.getValue();
  return std::nullopt;
}

bool readNumber(const cl::opt<std::string> &O, StringRef Units,
                unsigned &Number, Messages &Out) {
  if (!O.getNumOccurrences() ||
      (!StringRef(O).getAsInteger(10, Number) && Number))
    return true;
  Out.error("'" + ((O.ArgStr.size() == 1 ? "-" : "--") + O.ArgStr) +
            (O.ArgStr.size() == 1 ? " " : "=") + O + "' is no number of " +
            Units + "; give one from 1 on");
  return false;
}

std::vector<Placed> placed(const cl::list<std::string> &O) {
  std::vector<Placed> Values;
  for (unsigned I = 0; I != O.size(); ++I)
    Values.push_back({O.getPosition(I), O[I]});
  return Values;
}

/// It is "PROGRAM: Unknown … '--chekcs'.  Try: …", and on
/// the next line, perhaps, "PROGRAM: Did you mean '--checks'?".
std::string inOurWords(StringRef Complaint) {
  SmallVector<StringRef> Lines;
  Complaint.split(Lines, '\n');
  auto Sentence = [](StringRef Line) {
    std::string Text = Line.split(": ").second.split(".  Try: ").first.str();
    if (!Text.empty())
      Text[0] = toLower(Text[0]);
    return Text;
  };
  std::string Result = Sentence(Lines[0]);
  if (Lines.size() > 1 && Lines[1].contains("Did you mean"))
    Result += "; " + Sentence(Lines[1]);
  return Result + (Result.back() == '?' ? "" : " (--help lists the options)");
}

} // namespace cotidy
