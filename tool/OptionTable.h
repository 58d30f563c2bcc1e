//===- OptionTable.h - The command line's options, to show ------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_OPTIONTABLE_H
#define COTIDY_TOOL_OPTIONTABLE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
namespace cl {
class OptionCategory;
}
} // namespace llvm

namespace cotidy {

/// An option as help, manual and completions show it.
struct ShownOption {
  enum Values { None, Text, File, Folder, Choice };

  std::string Name; ///< without dashes
  std::string ValueName;
  std::string Help;
  Values Takes = None;
  bool ValueOptional = false;
  std::vector<std::string> Choices;

  std::string dashed() const { return (Name.size() == 1 ? "-" : "--") + Name; }
  /// "--format=NAME", "-j N", "--add-nolint[=REASON]".
  std::string usage() const;
};

struct OptionGroup {
  std::string Title;
  std::vector<ShownOption> Options; ///< by name
};

/// What llvm::cl has registered and does not hide, by category, and its own
/// --help and --version with the last one.
std::vector<OptionGroup>
optionGroups(llvm::ArrayRef<llvm::cl::OptionCategory *> Categories);

/// For a terminal of 80 columns.
void printHelp(llvm::raw_ostream &OS, llvm::ArrayRef<OptionGroup> Groups);

/// Writes a manual page (`man`) or a shell's completions (`bash`, `zsh`,
/// `fish`). False where \p Kind is none of them.
bool generate(llvm::raw_ostream &OS, llvm::StringRef Kind,
              llvm::ArrayRef<OptionGroup> Groups);

/// Breaks \p Text into lines of at most \p Width columns, all but the first
/// with \p Indent spaces in front; \p Column is where the first begins. A line
/// end follows.
void wrap(llvm::raw_ostream &OS, llvm::StringRef Text, unsigned Indent = 0,
          unsigned Column = 0, unsigned Width = 80);

} // namespace cotidy

#endif // COTIDY_TOOL_OPTIONTABLE_H
