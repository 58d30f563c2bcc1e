//===- Edits.h - The state-object refactor's edits --------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_EDITS_H
#define COTIDY_REFACTOR_EDITS_H

#include "refactor/Plan.h"
#include "llvm/ADT/ArrayRef.h"
#include <compare>
#include <optional>

namespace clang {
class ASTContext;
}

namespace cotidy {

/// Replaces \p Length bytes from \p Offset, counted from 0 in the file as it
/// was parsed, by \p Text.
struct Edit {
  std::string File; ///< absolute, spelled as in Program::files()
  uint32_t Offset = 0;
  uint32_t Length = 0;
  std::string Text;
  auto operator<=>(const Edit &) const = default;
};

/// What only the AST shows to stand against a plan.
struct EditRefusal {
  std::string File; ///< empty where there is no place
  uint32_t Offset = 0, Line = 0, Column = 0;
  std::string Reason;
  auto operator<=>(const EditRefusal &) const = default;
};

/// What one translation unit says.
struct UnitEdits {
  std::vector<Edit> Edits;          ///< sorted, unique, none overlap
  std::vector<EditRefusal> Refused; ///< not empty: make no edit in any unit
  /// Everything that changes is declared and used in the main file, so that no
  /// other translation unit can be concerned.
  bool MainFileOnly = false;
  /// Calls that depend on a template's arguments, and that no instantiation in
  /// this unit has: see unsettledCall().
  std::vector<EditRefusal> Left;
  std::vector<std::pair<std::string, uint32_t>> Settled; ///< such that one has
};

/// The edits of one translation unit for \p P, the struct's own left out. The
/// first of P.Units comes first and settles P.Placed; the others, in any order
/// and on copies of \p P if need be, fill in P.Placed.Fields. Two units that
/// include one header give equal edits of it: merge by sorting and uniquing;
/// edits that overlap and differ after that are a reason to refuse.
UnitEdits editsFor(Plan &P, clang::ASTContext &Unit);

/// The edits that insert the struct, when every unit has been asked. Refused
/// where a field is missing still.
UnitEdits structFor(const Plan &P);

/// A call, in a file that \p Units edit, that may be one of a taker, if none of
/// them has an instantiation that shows it.
std::optional<EditRefusal>
unsettledCall(llvm::ArrayRef<const UnitEdits *> Units);

/// Takes over the fields that editsFor() found for a copy of \p Into.
void takeFields(Plan &Into, const Plan &From);

} // namespace cotidy

#endif // COTIDY_REFACTOR_EDITS_H
