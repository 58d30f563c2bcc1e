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

#include "program/Concurrency.h"
#include "program/Options.h"
#include "program/Program.h"

namespace cotidy {

template <typename T> static const std::vector<T> &nothing() {
  static const std::vector<T> Empty;
  return Empty;
}

struct Program::Impl {};
[[gnu::weak]] Program::Program() {}
[[gnu::weak]] Program::~Program() {}
[[gnu::weak]] std::unique_ptr<Program> Program::link(std::vector<TUSummary>) {
  return std::unique_ptr<Program>(new Program);
}
[[gnu::weak]] const std::vector<SourceFile> &Program::files() const {
  return nothing<SourceFile>();
}
[[gnu::weak]] const std::vector<Variable> &Program::globals() const {
  return nothing<Variable>();
}
[[gnu::weak]] const std::vector<Function> &Program::functions() const {
  return nothing<Function>();
}
[[gnu::weak]] FunctionId Program::find(const EntityName &) const {
  return None;
}
[[gnu::weak]] std::vector<FunctionId> Program::callees(EventRef) const {
  return {};
}
[[gnu::weak]] const std::vector<CallSite> &Program::callers(FunctionId) const {
  return nothing<CallSite>();
}
[[gnu::weak]] const std::vector<Access> &Program::accesses(FunctionId) const {
  return nothing<Access>();
}
[[gnu::weak]] std::vector<PathStep> Program::path(const Access &) const {
  return {};
}
[[gnu::weak]] const std::vector<Program::GlobalUse> &
Program::uses(GlobalId) const {
  return nothing<GlobalUse>();
}
[[gnu::weak]] EventRef Program::definition(FunctionId, ValueId) const {
  return {};
}
[[gnu::weak]] const std::vector<EventRef> &Program::usersOf(FunctionId,
                                                            ValueId) const {
  return nothing<EventRef>();
}

[[gnu::weak]] Concurrency::Concurrency(const Program &, const Options &) {}
[[gnu::weak]] const ConcurrentPair *Concurrency::together(FunctionId,
                                                          FunctionId) const {
  return nullptr;
}
[[gnu::weak]] const ConcurrentPair *Concurrency::withAny(FunctionId) const {
  return nullptr;
}
[[gnu::weak]] bool suspends(const Event &, const Options &) { return true; }

[[gnu::weak]] Options defaultOptions() { return {}; }
[[gnu::weak]] const std::vector<OptionSpec> &optionSpecs() {
  return nothing<OptionSpec>();
}
[[gnu::weak]] bool matchesName(const std::vector<std::string> &,
                               const std::string &) {
  return false;
}

} // namespace cotidy
