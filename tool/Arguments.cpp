//===- Arguments.cpp - Compile commands made fit for analysis -------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Compat.h"
#include "ResourceDirectory.h"
#include COTIDY_DRIVER_OPTIONS_HEADER
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang::tooling;

namespace cotidy {

/// Commands in the manner of cl.exe go by other options.
static bool likeCl(const Arguments &CommandLine) {
  return is_contained(CommandLine, "--driver-mode=cl") ||
         sys::path::stem(CommandLine.front()).ends_with_insensitive("cl");
}

static Arguments withoutUnknown(const Arguments &CommandLine) {
  if (likeCl(CommandLine))
    return CommandLine;
  SmallVector<const char *> Args;
  for (const std::string &Arg : drop_begin(CommandLine))
    Args.push_back(Arg.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Parsed =
      COTIDY_DRIVER_OPTIONS_NAMESPACE::getDriverOptTable().ParseArgs(
          Args, MissingIndex, MissingCount, opt::Visibility(opt::DefaultVis));
  Arguments Known = CommandLine;
  for (const opt::Arg *A : reverse(Parsed))
    if (A->getOption().getKind() == opt::Option::UnknownClass)
      Known.erase(Known.begin() + 1 + A->getIndex());
  return Known;
}

/// CMake compiles a precompiled header and includes the header as well. The
/// latter alone does for whom the former, made by another compiler, cannot be
/// read: `-Xclang -include-pch -Xclang FILE` goes.
static Arguments withoutPrecompiledHeader(Arguments CommandLine) {
  for (size_t I = 0; I + 3 < CommandLine.size();) {
    bool Here = CommandLine[I] == "-Xclang" &&
                CommandLine[I + 1] == "-include-pch" &&
                CommandLine[I + 2] == "-Xclang";
    if (Here)
      CommandLine.erase(CommandLine.begin() + I, CommandLine.begin() + I + 4);
    else
      ++I;
  }
  return CommandLine;
}

Arguments withoutOutputs(const Arguments &CommandLine, StringRef File) {
  if (CommandLine.empty())
    return CommandLine;
  Arguments Args = withoutUnknown(withoutPrecompiledHeader(CommandLine));
  for (const ArgumentsAdjuster &Adjust :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getStripPluginsAdjuster(), getClangSyntaxOnlyAdjuster()})
    Args = Adjust(Args, File);
  return Args;
}

Arguments forAnalysis(Arguments CommandLine, const ArgumentEdits &Edits,
                      StringRef File) {
  erase_if(CommandLine, [&](const std::string &Arg) {
    return is_contained(Edits.Removed, Arg);
  });
  Arguments Before = Edits.Before;
  if (none_of(CommandLine,
              [](StringRef Arg) { return Arg.starts_with("-resource-dir"); }))
    if (std::string Folder = resourceDirectory(); !Folder.empty())
      Before.push_back("-resource-dir=" + Folder);
  Arguments After = Edits.After;
  After.insert(After.end(), {"-w", "-Qunused-arguments"});
  CommandLine = getInsertArgumentAdjuster(
      Before, ArgumentInsertPosition::BEGIN)(CommandLine, File);
  return getInsertArgumentAdjuster(After, ArgumentInsertPosition::END)(
      CommandLine, File);
}

} // namespace cotidy
