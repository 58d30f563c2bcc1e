//===- SummaryFiles.cpp - Map and reduce ----------------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SummaryFiles.h"
#include "CommandLine.h"
#include "Inputs.h"
#include "Messages.h"
#include "Output.h"
#include "ParseApart.h"
#include "Progress.h"
#include "RelativePaths.h"
#include "Stages.h"
#include "Workers.h"
#include "ir/SummaryFile.h"
#include "clang/Frontend/DependencyOutputOptions.h"
#include "clang/Frontend/Utils.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

namespace {

/// Clang's own writer of dependency files, fed from a list.
class MakeRule : public clang::DependencyFileGenerator {
public:
  MakeRule(StringRef Target, const std::vector<ReadFile> &Files)
      : DependencyFileGenerator(options(Target)) {
    for (const ReadFile &File : Files)
      maybeAddDependency(File.Path, /*FromModule=*/false, /*IsSystem=*/false,
                         /*IsModuleFile=*/false, /*IsMissing=*/false);
  }
  std::string text() {
    std::string Text;
    raw_string_ostream OS(Text);
    outputDependencyFile(OS);
    return Text;
  }

private:
  static clang::DependencyOutputOptions options(StringRef Target) {
    clang::DependencyOutputOptions Options;
    Options.IncludeSystemHeaders = true;
    Options.Targets = {Target.str()};
    return Options;
  }
};

} // namespace

void emitSummary(const CommandLine &Line, Config &Configuration,
                 Messages &Out) {
  const std::vector<Input> Inputs = collectInputs(Line, Out);
  if (!Out.errors().empty())
    return;
  if (Inputs.size() != 1) {
    Out.error("'--emit-summary' is for one file and one command that compiles "
              "it, not for " +
              Twine(Inputs.size()) + "; give FILE -- COMPILE-ARGS");
    return;
  }
  const Input &In = Inputs.front();
  Progress None(Out, /*Shown=*/false, 1);
  Stages Took;
  const ParseJob Job{&In, &Configuration.forFile(In.File).Edits, 0};
  ParsedApart Got = std::move(
      parseApart(Job, Line, /*Kept=*/nullptr, None, Took, Out).front());
  if (!tellTrouble(In, Got, "written", Line, Out))
    return;
  ParsedUnit &Unit = Got.Unit;
  makeRelative(Unit.Summary, currentFolder());
  std::string Bytes;
  raw_string_ostream OS(Bytes);
  writeSummary(OS, Unit.Summary);
  if (!Output::replace(*Line.EmitSummary, Bytes, Out) || !Line.DependencyFile)
    return;
  Output::replace(*Line.DependencyFile,
                  MakeRule(*Line.EmitSummary, Unit.Files).text(), Out);
}

std::vector<LintUnit> readSummaries(const CommandLine &Line,
                                    Config &Configuration, Messages &Out) {
  const std::string Folder = currentFolder();
  std::vector<LintUnit> Units;
  if (Line.Paths.empty())
    Out.error("'--link' needs the files that '--emit-summary' wrote");
  struct Read {
    std::optional<TUSummary> Summary;
    std::string Trouble;
  };
  std::vector<Read> All(Line.Paths.size());
  runAll(All.size(), Line.Jobs, [&](size_t I) {
    const std::string &File = Line.Paths[I];
    All[I].Trouble = "'" + File + "' was not read: cotidy crashed over it";
    ErrorOr<std::unique_ptr<MemoryBuffer>> Bytes =
        MemoryBuffer::getFile(File, /*IsText=*/false,
                              /*RequiresNullTerminator=*/false);
    if (!Bytes) {
      All[I].Trouble =
          "cannot read '" + File + "': " + Bytes.getError().message();
      return;
    }
    const std::shared_ptr<const MemoryBuffer> Owner = std::move(*Bytes);
    Expected<TUSummary> Summary = readSummary(Owner->getBuffer(), Owner);
    if (!Summary) {
      All[I].Trouble = "'" + File + "' " + toString(Summary.takeError()) +
                       "; make it anew with '--emit-summary'";
      return;
    }
    makeAbsolute(*Summary, Folder);
    All[I].Summary = std::move(*Summary);
  });
  for (size_t I = 0; I != All.size(); ++I) {
    if (!All[I].Summary) {
      Out.error(All[I].Trouble, Line.Paths[I]);
      continue;
    }
    LintUnit Unit;
    Unit.Config = &Configuration.forFile(All[I].Summary->MainFile);
    Unit.Summary = std::move(*All[I].Summary);
    Units.push_back(std::move(Unit));
  }
  return Units;
}

} // namespace cotidy
