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
#include "Families.h"
#include "Inputs.h"
#include "Messages.h"
#include "Progress.h"
#include "ShellCommand.h"
#include "Stages.h"
#include "UnitFile.h"
#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <csignal>
#include <cstring>
#include <numeric>
#include <utility>

using namespace llvm;

namespace cotidy {

double expectedSeconds(const Input &In) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(In.File);
  if (!Text)
    return 0;
  const StringRef Code = (*Text)->getBuffer();
  return 0.1 + 0.1 * double(Code.count("#include")) + double(Code.size()) / 1e6;
}

namespace {

class Parser {
public:
  Parser(ArrayRef<ParseJob> Work, const CommandLine &Line, const Cache *Kept,
         Progress &Shown, Stages &Took, const Messages &Out)
      : Work(Work), Line(Line), Kept(Kept), Shown(Shown), Took(Took), Out(Out),
        All(Work.size()), Results(Work.size()) {}

  std::vector<ParsedApart> run();

private:
  void parse(ArrayRef<Family> Families);
  void parse(const Family &Those, Giving Give) const;
  void take(std::string Piece);
  void end(const Family &Those, Ended How);

  ArrayRef<ParseJob> Work;
  const CommandLine &Line;
  const Cache *Kept;
  Progress &Shown;
  Stages &Took;
  const Messages &Out;
  std::vector<ParsedApart> All;
  std::vector<std::string> Results; ///< of writeUnit()
  std::vector<size_t> Left;         ///< to be parsed alone
};

} // namespace

/// In a process for \p Those, and in those forked from it.
void Parser::parse(const Family &Those, Giving Give) const {
  const ParseJob &First = Work[Those.Members.front()];
  crashIfAsked(Line.CrashIn, First.In->File);
  Branches Parsing(Those.Branches);
  const std::optional<ParsedUnit> Unit =
      cotidy::parse(*First.In, *First.Edits, Out.color(),
                    vfs::createPhysicalFileSystem(), Parsing);
  const uint64_t Which = Those.Members[Parsing.current()];
  const ParseJob &Job = Work[Which];
  if (Parsing.current())
    crashIfAsked(Line.CrashIn, Job.In->File);
  if (!Unit)
    return;
  const std::string Bytes = writeUnit(*Unit);
  if (Kept)
    Kept->keep(*Job.In, *Job.Edits, *Unit, Bytes);
  std::string Piece(sizeof(Which), '\0');
  std::memcpy(Piece.data(), &Which, sizeof(Which));
  Give(Piece + Bytes);
}

void Parser::take(std::string Piece) {
  uint64_t Which = 0;
  if (Piece.size() < sizeof(Which))
    return;
  std::memcpy(&Which, Piece.data(), sizeof(Which));
  Piece.erase(0, sizeof(Which));
  if (const std::optional<UnitHead> Head = readHead(Piece)) {
    Took.Parse += Head->Unit.ParseSeconds;
    Took.Lower += Head->Unit.LowerSeconds;
    Shown.addCoroutines(Head->NumCoroutines);
  }
  Shown.done(Work[Which].Seconds);
  Results[Which] = std::move(Piece);
}

void Parser::end(const Family &Those, Ended How) {
  Took.PeakBytes = std::max(Took.PeakBytes, How.PeakBytes);
  if (Those.Members.size() == 1) {
    const size_t Which = Those.Members.front();
    if (Results[Which].empty())
      Shown.done(Work[Which].Seconds);
    All[Which].Process = std::move(How);
    return;
  }
  bool Whole = true;
  for (size_t Which : Those.Members) {
    All[Which].Process.How = Ended::Finished;
    if (Results[Which].empty()) {
      Whole = false;
      Left.push_back(Which);
    } else if (Which != Those.Members.front()) {
      ++Took.Shared;
    }
  }
  // Else it will be said again.
  if (Whole)
    All[Those.Members.front()].Process.Said = std::move(How.Said);
}

void Parser::parse(ArrayRef<Family> Families) {
  const Timed Whole(Took.Workers);
  std::vector<size_t> Order(Families.size());
  std::iota(Order.begin(), Order.end(), 0);
  runApart(
      Order, {Line.Jobs, Line.TimeoutSeconds, Line.MemoryLimit},
      [&](size_t I, Giving Give) { parse(Families[I], Give); },
      [&](size_t, std::string Piece) { take(std::move(Piece)); },
      [&](size_t I, Ended How) { end(Families[I], std::move(How)); },
      [&](ArrayRef<size_t> Running) {
        // The first is done last.
        ArrayRef<size_t> Oldest = Families[Running.front()].Members;
        const auto *Now = llvm::find_if(Oldest.drop_front(), [&](size_t Which) {
          return Results[Which].empty();
        });
        Shown.show(Work[Now == Oldest.end() ? Oldest.front() : *Now].In->File);
      });
}

std::vector<ParsedApart> Parser::run() {
  double Expected = 0;
  for (const ParseJob &Each : Work)
    Expected += Each.Seconds;
  Shown.expect(Expected);
  if (Line.NoShare)
    parse(singles(Work, to_vector(seq<size_t>(0, Work.size()))));
  else
    parse(families(Work, Line.Jobs));
  parse(singles(Work, std::exchange(Left, {})));

  const Timed Whole(Took.Read);
  runAll(All.size(), Line.Jobs, [&](size_t I) {
    if (All[I].Process.How != Ended::Finished)
      return;
    if (std::optional<ParsedUnit> Unit = readUnit(std::move(Results[I])))
      All[I].Unit = std::move(*Unit);
  });
  for (const ParsedApart &Each : All)
    ++(Each.Unit.Parsed ? Took.Parsed : Took.Lost);
  return std::move(All);
}

std::vector<ParsedApart> parseApart(ArrayRef<ParseJob> Work,
                                    const CommandLine &Line, const Cache *Kept,
                                    Progress &Shown, Stages &Took,
                                    const Messages &Out) {
  return Parser(Work, Line, Kept, Shown, Took, Out).run();
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
