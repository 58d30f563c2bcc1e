//===- MemberNames.h - Names for a state object -----------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COTIDY_REFACTOR_MEMBERNAMES_H
#define COTIDY_REFACTOR_MEMBERNAMES_H

#include "program/Options.h"
#include "program/Program.h"
#include <map>
#include <set>
#include <string>
#include <unordered_set>

namespace cotidy {

/// Finds names that nothing in the program has yet, as far as the program
/// knows: types and variables that no code uses are not in it.
class MemberNames {
public:
  MemberNames(const Program &P, const Options &O);

  /// Options::StateStruct: "CounterState" for "counter" or "g_counter",
  /// "counter_state" where the pattern is "*_state"; no other call gets it
  /// again.
  std::string typeFor(const std::string &Member);

  /// Options::StateParameter, "state", or where one of \p Functions or its
  /// class has that name already something longer. Functions that got one name
  /// from an earlier call get another.
  std::string variableFor(const std::string &Member,
                          const std::vector<FunctionId> &Functions);

private:
  const Program &P;
  const Options &O;
  std::unordered_set<std::string> Known; ///< names at namespace or class scope
  std::map<FunctionId, std::set<std::string>> InFunction;

  void collect(FunctionId F);
};

} // namespace cotidy

#endif // COTIDY_REFACTOR_MEMBERNAMES_H
