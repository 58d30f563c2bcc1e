//===- Selection.h - Which findings count -----------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_TOOL_SELECTION_H
#define COTIDY_TOOL_SELECTION_H

#include "Baseline.h"
#include "ChangedLines.h"
#include <optional>

namespace cotidy {

struct CommandLine;

/// The command line's baseline and changed lines.
class Selection {
public:
  /// Reads what it needs, before anything is linted. Nothing, and a sentence in
  /// \p Out, where that cannot be had.
  static std::optional<Selection> prepare(const CommandLine &Line,
                                          Messages &Out);

  /// Marks what the baseline knows, says what of it has vanished, drops that
  /// from the file where asked for, and removes the results that stand in no
  /// changed line. NOLINT comments come first.
  void apply(Results &R, Sources &From, const CommandLine &Line, Messages &Out);

private:
  void tellVanished(const Results &R, const CommandLine &Line, Messages &Out);

  std::optional<Baseline> Known;
  std::optional<ChangedLines> Changed;
};

/// "2 findings, 3 more in the baseline"; nothing where there is nothing to
/// tell.
std::string summary(const Results &R);

} // namespace cotidy

#endif // COTIDY_TOOL_SELECTION_H
