//===- cotidy.cpp - The stand-alone lint tool -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Config.h"
#include "Inputs.h"
#include "Lint.h"
#include "Messages.h"
#include "Parse.h"
#include "Report.h"
#include "Sources.h"
#include "Suppressions.h"
#include "Workers.h"
#include "ir/Print.h"
#include "rules/Rules.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace llvm;
using namespace cotidy;

namespace {

enum ExitStatus { NothingFound = 0, FoundSomething = 1, Trouble = 2 };

} // namespace

static void writeOut(const CommandLine &Line, StringRef Text, Messages &Out) {
  std::error_code Error;
  raw_fd_ostream OS(Line.OutputFile.empty() ? "-" : Line.OutputFile, Error);
  if (!Error) {
    OS << Text;
    OS.flush();
    Error = OS.error();
    OS.clear_error();
  }
  if (Error)
    Out.error("cannot write to " +
              (Line.OutputFile.empty() ? "standard output"
                                       : "'" + Line.OutputFile + "'") +
              ": " + Error.message());
}

static std::string report(const CommandLine &Line, const Results &Found,
                          Sources &From, bool Color) {
  Report *Write = Line.Output == Format::Sarif  ? writeSarif
                  : Line.Output == Format::Json ? writeJson
                                                : writeText;
  std::string Text;
  raw_string_ostream OS(Text);
  Write(OS, Found, From, Color);
  return Text;
}

int main(int Argc, const char **Argv) {
  bool StdoutOpen = fcntl(STDOUT_FILENO, F_GETFD) != -1;
  InitLLVM Init(Argc, Argv, /*InstallPipeSignalExitHandler=*/false);
  std::signal(SIGPIPE, SIG_IGN);

  Messages Out(errs(), sys::Process::StandardErrHasColors());
  std::optional<CommandLine> Line = parseCommandLine(Argc, Argv, Out);
  if (!Line)
    return Trouble;
  if (!StdoutOpen && Line->OutputFile.empty()) {
    Out.error("standard output is closed; open it or give --output=FILE");
    return Trouble;
  }

  std::vector<Input> Inputs = collectInputs(*Line, Out);
  Config Configuration(*Line, Out);
  std::vector<const FileConfig *> Configs;
  for (const Input &In : Inputs)
    Configs.push_back(&Configuration.forFile(In.File));

  std::vector<ParsedUnit> Parsed(Inputs.size());
  std::vector<bool> Done = runAll(Inputs.size(), Line->Jobs, [&](size_t I) {
    Parsed[I] = parse(Inputs[I], Configs[I]->Edits, Out.color());
  });

  std::vector<Unit> Units;
  std::vector<Failure> Failures;
  for (size_t I = 0; I != Inputs.size(); ++I) {
    Out.print(Parsed[I].Diagnostics);
    std::string Why;
    if (!Done[I])
      Why = "Clang crashed over it";
    else if (!Parsed[I].Parsed)
      Why = "it could not be parsed";
    else if (Parsed[I].NumErrors)
      Why = "it has errors; what could be parsed was linted";
    if (!Why.empty()) {
      Out.error("'" + Inputs[I].File + "' was not analysed: " + Why);
      Failures.push_back({Inputs[I].File, Why});
    }
    if (Done[I] && Parsed[I].Parsed)
      Units.push_back(
          {std::move(Parsed[I].Summary), Inputs[I].Variant, Configs[I]});
  }

  std::string Text;
  bool AnyFinding = false;
  if (Line->EmitIR) {
    raw_string_ostream OS(Text);
    for (const Unit &U : Units)
      print(OS, U.Summary);
  } else if (!Inputs.empty()) {
    Results Found = lint(std::move(Units));
    Found.Failures = std::move(Failures);
    Sources From(Found.Files);
    suppress(Found, From, Out);
    AnyFinding =
        any_of(Found.All, [](const Result &R) { return !R.Suppressed; });
    bool Color = Line->UseColor.value_or(Line->OutputFile.empty() &&
                                         sys::Process::StandardOutHasColors());
    Text = report(*Line, Found, From, Color);
  }
  writeOut(*Line, Text, Out);
  return Out.anyError() ? Trouble : AnyFinding ? FoundSomething : NothingFound;
}
