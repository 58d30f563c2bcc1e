//===- ParseApart.cpp - Parsing in processes of their own -----------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ParseApart.h"
#include "Cache.h"
#include "CommandLine.h"
#include "Crashes.h"
#include "Inputs.h"
#include "Messages.h"
#include "Progress.h"
#include "ShellCommand.h"
#include "Stages.h"
#include "UnitFile.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <csignal>
#include <cstring>
#include <numeric>

using namespace llvm;

namespace cotidy {

double expectedSeconds(const Input &In) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(In.File);
  if (!Text)
    return 0;
  const StringRef Code = (*Text)->getBuffer();
  return 0.1 + 0.1 * double(Code.count("#include")) + double(Code.size()) / 1e6;
}

/// The longest first.
static std::vector<size_t> startingOrder(ArrayRef<ParseJob> Work) {
  std::vector<size_t> Order(Work.size());
  std::iota(Order.begin(), Order.end(), 0);
  llvm::sort(Order, [&](size_t A, size_t B) {
    return std::pair(-Work[A].Seconds, A) < std::pair(-Work[B].Seconds, B);
  });
  return Order;
}

std::vector<ParsedApart> parseApart(ArrayRef<ParseJob> Work,
                                    const CommandLine &Line, const Cache *Kept,
                                    Progress &Shown, Stages &Took,
                                    const Messages &Out) {
  std::vector<ParsedApart> All(Work.size());
  double Expected = 0;
  for (const ParseJob &Each : Work)
    Expected += Each.Seconds;
  Shown.expect(Expected);

  auto Parse = [&](size_t I) {
    const ParseJob &Each = Work[I];
    crashIfAsked(Line.CrashIn, Each.In->File);
    const ParsedUnit Unit = parse(*Each.In, *Each.Edits, Out.color(),
                                  vfs::createPhysicalFileSystem());
    std::string Bytes = writeUnit(Unit);
    if (Kept)
      Kept->keep(*Each.In, *Each.Edits, Unit, Bytes);
    return Bytes;
  };
  auto Done = [&](size_t I, Ended How) {
    Took.PeakBytes = std::max(Took.PeakBytes, How.PeakBytes);
    if (const std::optional<UnitHead> Head = readHead(How.Result)) {
      Took.Parse += Head->Unit.ParseSeconds;
      Took.Lower += Head->Unit.LowerSeconds;
      Shown.addCoroutines(Head->NumCoroutines);
    }
    Shown.done(Work[I].Seconds);
    All[I].Process = std::move(How);
  };
  auto Look = [&](ArrayRef<size_t> Running) {
    Shown.show(Work[Running.front()].In->File);
  };
  {
    const Timed Whole(Took.Workers);
    runApart(startingOrder(Work),
             {Line.Jobs, Line.TimeoutSeconds, Line.MemoryLimit}, Parse, Done,
             Look);
  }
  const Timed Whole(Took.Read);
  runAll(All.size(), Line.Jobs, [&](size_t I) {
    Ended &Process = All[I].Process;
    if (Process.How != Ended::Finished)
      return;
    if (std::optional<ParsedUnit> Unit = readUnit(std::move(Process.Result)))
      All[I].Unit = std::move(*Unit);
  });
  for (const ParsedApart &Each : All)
    ++(Each.Unit.Parsed ? Took.Parsed : Took.Lost);
  return All;
}

/// Follows "was not analysed: ".
static std::string why(const Ended &Process, const CommandLine &Line) {
  const std::string Number = std::to_string(Process.Number);
  switch (Process.How) {
  case Ended::Finished:
    return "Clang could not read it";
  case Ended::Signalled:
    if (Process.Number == SIGKILL)
      return "its process was killed (signal 9), as where memory is short: "
             "fewer jobs (-j) need less";
    return "Clang or cotidy crashed over it (signal " + Number + ", " +
           strsignal(Process.Number) + ")";
  case Ended::Exited:
    return "Clang or cotidy gave up over it (exit status " + Number + ")";
  case Ended::TimedOut:
    return "it takes longer than the " + std::to_string(Line.TimeoutSeconds) +
           " s of --timeout";
  case Ended::OutOfMemory:
    if (Line.MemoryLimit)
      return "it takes more memory than the " +
             std::to_string(Line.MemoryLimit) +
             " MiB of --memory-limit; allow more, or leave it out";
    return "there was not enough memory for it; fewer jobs (-j) need less";
  case Ended::NotStarted:
    return std::string("no process could be started for it (") +
           std::strerror(Process.Number) + ")";
  }
  llvm_unreachable("a manner of ending");
}

bool tellTrouble(const Input &In, const ParsedApart &Got, StringRef Used,
                 const CommandLine &Line, Messages &Out) {
  Out.print(Got.Process.Said);
  Out.print(Got.Unit.Diagnostics);
  if (!Got.Unit.Parsed) {
    std::string Sentence =
        "'" + In.File + "' was not analysed: " + why(Got.Process, Line);
    if (Got.Process.How != Ended::Finished)
      Sentence += "; to see it again: " + shellCommand(In, Line);
    Out.error(Sentence, In.File);
    return false;
  }
  if (Got.Unit.NumErrors)
    Out.error("'" + In.File + "' has errors; what Clang made of it was " + Used,
              In.File);
  return true;
}

} // namespace cotidy
