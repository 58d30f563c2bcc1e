//===- Wording.cpp - How messages name things -------------------*- C++ -*-===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Wording.h"

namespace cotidy {

std::string nameOf(const Program &P, FunctionId F) {
  const Function &Fn = P.function(F);
  if (Fn.Lambda) {
    FunctionId Parent = P.find(Fn.Parent);
    return Parent == None ? "lambda" : "lambda in " + nameOf(P, Parent);
  }
  return Fn.Display;
}

std::string quoted(const std::vector<std::string> &Names, size_t Limit) {
  std::string Out;
  size_t Shown = Names.size() > Limit ? Limit - 1 : Names.size();
  for (size_t I = 0; I < Shown; ++I) {
    if (I)
      Out += I + 1 == Names.size() ? " and " : ", ";
    Out += "'" + Names[I] + "'";
  }
  if (Shown < Names.size())
    Out += " and " + std::to_string(Names.size() - Shown) + " more";
  return Out;
}

} // namespace cotidy
