//===- Stubs.cpp - What is not written yet --------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Weak stand-ins, so that the tool links while the layers beneath it grow.
// Every definition of theirs takes its place.
//
//===----------------------------------------------------------------------===//

#include "ir/Print.h"
#include "lower/Lower.h"
#include "program/Options.h"
#include "program/Program.h"
#include "rules/Rules.h"

namespace cotidy {

struct Program::Impl {};
[[gnu::weak]] Program::Program() {}
[[gnu::weak]] Program::~Program() {}

[[gnu::weak]] TUSummary lower(clang::ASTContext &) { return {}; }
[[gnu::weak]] void print(llvm::raw_ostream &, const TUSummary &) {}
[[gnu::weak]] std::unique_ptr<Program> Program::link(std::vector<TUSummary>) {
  return std::unique_ptr<Program>(new Program);
}
[[gnu::weak]] const std::vector<SourceFile> &Program::files() const {
  static const std::vector<SourceFile> None;
  return None;
}
[[gnu::weak]] const std::vector<Rule> &rules() {
  static const std::vector<Rule> None;
  return None;
}
[[gnu::weak]] Options defaultOptions() { return {}; }
[[gnu::weak]] const std::vector<OptionSpec> &optionSpecs() {
  static const std::vector<OptionSpec> None;
  return None;
}

} // namespace cotidy
