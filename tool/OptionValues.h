//===- OptionValues.h - What llvm::cl has read ------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_OPTIONVALUES_H
#define COTIDY_TOOL_OPTIONVALUES_H

#include "Formats.h"
#include "Messages.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cotidy {

/// The value of an option that may be absent.
std::optional<std::string> given(const llvm::cl::opt<std::string> &O);

/// The values of an option that may be repeated, with their places.
std::vector<Placed> placed(const llvm::cl::list<std::string> &O);

/// Sets \p Number, of \p Units, to what \p O says, if it is given. False, and a
/// sentence in \p Out, where that is no number from 1 on.
bool readNumber(const llvm::cl::opt<std::string> &O, llvm::StringRef Units,
                unsigned &Number, Messages &Out);

/// The entry of \p Choices that \p O names, the first one where it is absent.
/// Nothing, and a sentence in \p Out, where it names none.
template <typename T>
std::optional<T> choice(const llvm::cl::opt<std::string> &O,
                        llvm::ArrayRef<std::pair<llvm::StringRef, T>> Choices,
                        Messages &Out) {
  std::vector<llvm::StringRef> Names;
  for (const auto &[Name, Value] : Choices) {
    if (O == Name || !O.getNumOccurrences())
      return Value;
    Names.push_back(Name);
  }
  Out.error("unknown value '" + O + "' of '--" + O.ArgStr + "'" +
            didYouMean(O, Names) + " (there are " + llvm::join(Names, ", ") +
            ")");
  return std::nullopt;
}

/// llvm::cl's first complaint as a sentence of ours.
std::string inOurWords(llvm::StringRef Complaint);

} // namespace cotidy

#endif // COTIDY_TOOL_OPTIONVALUES_H
