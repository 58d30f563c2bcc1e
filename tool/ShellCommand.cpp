//===- ShellCommand.cpp - How to lint a file alone ------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ShellCommand.h"
#include "CommandLine.h"
#include "Inputs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace llvm;

namespace cotidy {

/// \p Word as a POSIX shell reads one word.
static std::string quoted(StringRef Word) {
  auto IsPlain = [](char C) {
    return isAlnum(C) || StringRef("_-+=./:,@%").contains(C);
  };
  if (!Word.empty() && llvm::all_of(Word, IsPlain))
    return Word.str();
  std::string Result = "'";
  for (char C : Word)
    if (C == '\'')
      Result += "'\\''";
    else
      Result += C;
  return Result + "'";
}

std::string shellCommand(const Input &In, const CommandLine &Line) {
  // It may have been parsed for the sake of other files.
  std::string Command = quoted(Line.Program) + " --no-skip";
  auto Add = [&](StringRef Word) { Command += ' ' + quoted(Word); };
  if (!Line.BuildPath.empty()) {
    Add("-p");
    Add(Line.BuildPath);
  }
  for (const std::string &Argument : Line.ExtraArgsBefore)
    Add("--extra-arg-before=" + Argument);
  for (const std::string &Argument : Line.ExtraArgs)
    Add("--extra-arg=" + Argument);
  if (Line.Config)
    Add("--config=" + *Line.Config);
  if (Line.ConfigFile)
    Add("--config-file=" + *Line.ConfigFile);
  if (Line.TimeoutSeconds)
    Add("--timeout=" + std::to_string(Line.TimeoutSeconds));
  if (Line.MemoryLimit)
    Add("--memory-limit=" + std::to_string(Line.MemoryLimit));
  if (!Line.CrashIn.empty())
    Add("--crash-in=" + Line.CrashIn);
  Add(In.File);
  if (Line.CompilerArgs) {
    Add("--");
    for (const std::string &Argument : *Line.CompilerArgs)
      Add(Argument);
  }
  return Command;
}

} // namespace cotidy
