//===- CommandLine.cpp - What the user asks for ---------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Messages.h"
#include "OptionTable.h"
#include "OptionValues.h"
#include "rules/Rules.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

namespace {

/// llvm::cl's options, registered while the object lives.
class Parser {
  bool OnlyOurs = removeForeign();
  cl::OptionCategory What{"What to lint"};
  cl::OptionCategory Which{"Which findings"};
  cl::OptionCategory How{"How to report"};
  cl::OptionCategory Cure{"Making the change (docs/fixes.md)"};
  cl::OptionCategory Instead{"Instead of linting"};

  template <typename T> using Opt = cl::opt<T>;

public:
  cl::list<std::string> Paths{cl::Positional,
                              cl::desc("FILE|FOLDER ... [-- COMPILE-ARGS]"),
                              cl::cat(What)};
  Opt<std::string> BuildPath{
      "p", cl::value_desc("folder"), cl::cat(What),
      cl::desc("where compile_commands.json is; by default searched for in the "
               "file's folder, those above it and their build/")};
  cl::list<std::string> ExtraArgs{
      "extra-arg", cl::value_desc("arg"), cl::cat(What),
      cl::desc("append an argument to the compiler's")};
  cl::list<std::string> ExtraArgsBefore{
      "extra-arg-before", cl::value_desc("arg"), cl::cat(What),
      cl::desc("prepend an argument to the compiler's")};
  Opt<std::string> Jobs{
      "j", cl::Prefix, cl::value_desc("N"), cl::cat(What),
      cl::desc("files parsed at a time; default: one a core")};
  Opt<std::string> Timeout{
      "timeout", cl::value_desc("seconds"), cl::cat(What),
      cl::desc("give a file up that takes longer to parse; default: never")};
  Opt<std::string> MemoryLimit{
      "memory-limit", cl::value_desc("MiB"), cl::cat(What),
      cl::desc("give a file up whose parse takes more; default: never")};

  Opt<std::string> CacheDir{
      "cache-dir", cl::value_desc("folder"), cl::cat(What),
      cl::desc("where to keep what was parsed, for the next run; default: "
               "$XDG_CACHE_HOME/cotidy")};
  Opt<bool> NoSkip{"no-skip", cl::cat(What),
                   cl::desc("parse every file, also those that can hold "
                            "nothing that matters to a coroutine")};
  Opt<bool> NoShare{"no-share", cl::cat(What),
                    cl::desc("parse every file from its start, also those "
                             "that begin with the same includes")};
  Opt<bool> NoCache{"no-cache", cl::cat(What),
                    cl::desc("parse everything, keep nothing")};
  Opt<bool> Link{"link", cl::cat(What),
                 cl::desc("lint the summaries that --emit-summary wrote")};

  Opt<bool> Watch{"watch", cl::cat(What),
                  cl::desc("lint again what is saved, until Ctrl-C")};

  Opt<std::string> Checks{
      "checks", cl::value_desc("globs"), cl::cat(Which),
      cl::desc("comma-separated globs, '-' in front removes; applied "
               "after those of .clang-tidy; default: coro-*")};
  Opt<std::string> MinConfidence{"min-confidence", cl::value_desc("level"),
                                 cl::cat(Which),
                                 cl::desc("low, medium (default) or high")};
  Opt<std::string> HeaderFilter{
      "header-filter", cl::value_desc("regex"), cl::cat(Which),
      cl::desc(
          "headers to report findings in; default: all but system headers")};
  Opt<std::string> ExcludeHeaderFilter{
      "exclude-header-filter", cl::value_desc("regex"), cl::cat(Which),
      cl::desc("headers not to report findings in")};
  Opt<std::string> Config{
      "config", cl::value_desc("yaml"), cl::cat(Which),
      cl::desc("configuration instead of .clang-tidy files")};
  Opt<std::string> ConfigFile{"config-file", cl::value_desc("file"),
                              cl::cat(Which),
                              cl::desc("the same, read from a file")};
  Opt<std::string> WarningsAsErrors{"warnings-as-errors",
                                    cl::value_desc("globs"), cl::cat(Which),
                                    cl::desc("checks to report as errors")};

  Opt<std::string> BaselineFile{
      "baseline", cl::value_desc("file"), cl::cat(Which),
      cl::desc("report only what is not in this file of known findings")};
  Opt<std::string> WriteBaseline{
      "write-baseline", cl::value_desc("file"), cl::cat(Which),
      cl::desc("write all findings there and report none")};
  Opt<bool> PruneBaseline{
      "prune-baseline", cl::cat(Which),
      cl::desc("drop what has vanished from --baseline's file")};
  Opt<bool> ReportUnusedNoLint{
      "report-unused-nolint", cl::cat(Which),
      cl::desc("report NOLINT comments for cotidy's checks that suppress "
               "nothing")};
  Opt<bool> ShowSuppressed{
      "show-suppressed", cl::cat(Which),
      cl::desc("show what NOLINT comments and --baseline silence")};
  Opt<std::string> AddNoLint{
      "add-nolint", cl::ValueOptional, cl::value_desc("reason"), cl::cat(Which),
      cl::desc("write '// NOLINT(check): reason' on what is found")};
  Opt<std::string> DiffBase{
      "diff-base", cl::value_desc("revision"), cl::cat(Which),
      cl::desc("report only what stands in lines changed since then (git)")};
  Opt<std::string> LineFilter{
      "line-filter", cl::value_desc("json"), cl::cat(Which),
      cl::desc("report only what stands in these lines, in clang-tidy's way")};

  cl::list<std::string> Formats{
      "format", cl::value_desc("name"), cl::cat(How),
      cl::desc("text (default), json, sarif, github, gitlab, junit, "
               "checkstyle, html or dot; several, each with an --output after "
               "it")};
  cl::list<std::string> OutputFiles{
      "output", cl::value_desc("file"), cl::cat(How),
      cl::desc("write the report there instead of to stdout")};
  Opt<cl::boolOrDefault> UseColor{
      "use-color", cl::cat(How),
      cl::desc("default: where stdout is a terminal")};
  Opt<bool> Quiet{"quiet", cl::cat(How),
                  cl::desc("no progress, no summary on stderr")};
  Opt<bool> Statistics{"statistics", cl::cat(How),
                       cl::desc("count findings by check, on stderr")};
  Opt<bool> Stats{
      "stats", cl::cat(How),
      cl::desc("tell how many files were parsed, and where the time went, on "
               "stderr")};
  Opt<bool> Profile{"enable-check-profile", cl::cat(How),
                    cl::desc("tell what took how long, on stderr")};

  Opt<bool> ListChecks{
      "list-checks", cl::cat(Instead),
      cl::desc("list the enabled checks, each with what it finds")};
  Opt<std::string> Explain{"explain", cl::value_desc("check"), cl::cat(Instead),
                           cl::desc("show a check's page and its options")};
  Opt<bool> DumpConfig{
      "dump-config", cl::cat(Instead),
      cl::desc("print the configuration, for the file if one is given")};
  Opt<bool> VerifyConfig{"verify-config", cl::cat(Instead),
                         cl::desc("look for mistakes in the configuration")};
  Opt<bool> ExplainConfig{
      "explain-config", cl::cat(Instead),
      cl::desc("tell for each check and option which file or argument set it")};
  Opt<std::string> Generate{
      "generate", cl::value_desc("kind"), cl::cat(Instead),
      cl::desc("print a manual page (man) or a shell's completions (bash, zsh, "
               "fish)")};
  Opt<std::string> EmitSummary{
      "emit-summary", cl::value_desc("file"), cl::cat(Instead),
      cl::desc("write what a file is lowered to there, for --link")};
  Opt<std::string> DependencyFile{
      "depfile", cl::value_desc("file"), cl::cat(Instead),
      cl::desc("with --emit-summary: write a rule for Make or Ninja that names "
               "all that was read")};
  Opt<std::string> CrashIn{"crash-in", cl::cat(Instead), cl::ReallyHidden};
  Opt<bool> EmitIR{
      "emit-ir", cl::cat(Instead),
      cl::desc("print what the files are lowered to (docs/ir.md)")};
  Opt<bool> EmitProgram{
      "emit-program", cl::cat(Instead), cl::Hidden,
      cl::desc("print what linking finds out: effects, accesses, which "
               "coroutines run beside which, and whether what they are "
               "given outlives them")};

  Opt<bool> Fix{"fix", cl::cat(Cure),
                cl::desc("edit the files, each cure whole or not at all")};
  Opt<bool> Diff{
      "diff", cl::cat(Cure),
      cl::desc("write what --fix would change to stdout, for 'git apply'")};
  Opt<std::string> ExportFixes{
      "export-fixes", cl::value_desc("file"), cl::cat(Cure),
      cl::desc("write what --fix would change for clang-apply-replacements")};
  Opt<bool> ExplainFix{"explain-fix", cl::cat(Cure),
                       cl::desc("show every step of what --fix would do")};

  /// LLVM's libraries register hundreds of options of their own; only -help,
  /// -version and their likes stay.
  static bool removeForeign() {
    for (cl::Option *O : registered())
      if (O->Categories.front()->getName() != "Generic Options")
        O->removeArgument();
    return true;
  }

  ~Parser() {
    for (cl::Option *O : registered())
      if (is_contained(categories(), O->Categories.front()))
        O->removeArgument();
  }

  std::vector<OptionGroup> groups() { return optionGroups(categories()); }

private:
  std::vector<cl::OptionCategory *> categories() {
    return {&What, &Which, &How, &Cure, &Instead};
  }

  static std::vector<cl::Option *> registered() {
    std::vector<cl::Option *> All;
    for (auto &Entry : cl::getRegisteredOptions())
      All.push_back(Entry.second);
    return All;
  }
};

void printVersion(raw_ostream &OS) {
  OS << "cotidy " COTIDY_VERSION ", with LLVM " LLVM_VERSION_STRING "\nchecks:";
  for (const Rule &R : rules())
    OS << ' ' << R.Name;
  OS << '\n';
}

CommandLine helpAnswer(const std::vector<OptionGroup> &Groups) {
  CommandLine Line;
  Line.Reports.push_back({reportFormats().data(), ""});
  raw_string_ostream OS(Line.Answer.emplace());
  printHelp(OS, Groups);
  return Line;
}

} // namespace

std::optional<CommandLine> parseCommandLine(int Argc, const char *const *Argv,
                                            Messages &Out) {
  BumpPtrAllocator Memory;
  SmallVector<const char *> Args(Argv, Argv + Argc);
  cl::ExpansionContext Expansion(Memory, cl::TokenizeGNUCommandLine);
  if (Error E = Expansion.expandResponseFiles(Args)) {
    Out.error(toString(std::move(E)));
    return std::nullopt;
  }
  std::optional<std::vector<std::string>> CompilerArgs;
  auto *Dashes = llvm::find(Args, StringRef("--"));
  if (Dashes != Args.end()) {
    CompilerArgs.emplace(Dashes + 1, Args.end());
    Args.erase(Dashes, Args.end());
  }

  Parser P;
  if (llvm::any_of(drop_begin(Args), [](StringRef Arg) {
        return is_contained({"--help", "-help", "-h"}, Arg);
      }))
    return helpAnswer(P.groups());
  cl::SetVersionPrinter(printVersion);
  std::string Complaint;
  raw_string_ostream ComplaintStream(Complaint);
  if (!cl::ParseCommandLineOptions(Args.size(), Args.data(), /*Overview=*/"",
                                   &ComplaintStream)) {
    // What is wrong with a value llvm::cl has said by itself.
    if (!ComplaintStream.str().empty())
      Out.error(inOurWords(Complaint));
    return std::nullopt;
  }
  if (P.ExportFixes.getNumOccurrences() && P.ExportFixes.empty()) {
    Out.error("'--export-fixes' needs the name of a file");
    return std::nullopt;
  }
  if (P.Config.getNumOccurrences() && P.ConfigFile.getNumOccurrences()) {
    Out.error("'--config' and '--config-file' exclude each other; give one");
    return std::nullopt;
  }
  auto Both = [&](const cl::Option &A, const cl::Option &B) {
    if (!A.getNumOccurrences() || !B.getNumOccurrences())
      return false;
    Out.error("'--" + A.ArgStr + "' and '--" + B.ArgStr +
              "' exclude each other; give one");
    return true;
  };
  if (Both(P.WriteBaseline, P.BaselineFile) ||
      Both(P.WriteBaseline, P.DiffBase) ||
      Both(P.WriteBaseline, P.LineFilter) || Both(P.DiffBase, P.LineFilter) ||
      Both(P.Fix, P.Diff) || Both(P.Fix, P.AddNoLint) ||
      Both(P.Diff, P.AddNoLint) || Both(P.ExportFixes, P.AddNoLint) ||
      Both(P.Fix, P.WriteBaseline) || Both(P.Fix, P.Link) ||
      Both(P.Diff, P.Link) || Both(P.ExportFixes, P.Link))
    return std::nullopt;
  for (const cl::Option *Once : std::initializer_list<const cl::Option *>{
           &P.Link, &P.Fix, &P.Diff, &P.ExportFixes, &P.AddNoLint,
           &P.WriteBaseline, &P.PruneBaseline, &P.EmitSummary, &P.EmitIR,
           &P.EmitProgram})
    if (Both(P.Watch, *Once))
      return std::nullopt;
  if (Both(P.EmitSummary, P.Link) || Both(P.CacheDir, P.NoCache))
    return std::nullopt;
  if (P.DependencyFile.getNumOccurrences() &&
      !P.EmitSummary.getNumOccurrences()) {
    Out.error("'--depfile' is for '--emit-summary=FILE'; give both");
    return std::nullopt;
  }
  if (P.PruneBaseline && !P.BaselineFile.getNumOccurrences()) {
    Out.error("'--prune-baseline' needs the '--baseline=FILE' to prune");
    return std::nullopt;
  }
  if (StringRef Reason = P.AddNoLint;
      Reason.contains('\n') || Reason.ends_with("\\")) {
    Out.error("the reason that '--add-nolint' is given would not end with its "
              "line; leave out line ends and the '\\' at its end");
    return std::nullopt;
  }
  CommandLine Result;
  if (!readNumber(P.Jobs, "jobs", Result.Jobs, Out) ||
      !readNumber(P.Timeout, "seconds", Result.TimeoutSeconds, Out) ||
      !readNumber(P.MemoryLimit, "MiB", Result.MemoryLimit, Out))
    return std::nullopt;
  auto Reports = pairReports(placed(P.Formats), placed(P.OutputFiles), Out);
  auto MinConfidence = choice<Confidence>(P.MinConfidence,
                                          {{"medium", Confidence::Medium},
                                           {"low", Confidence::Low},
                                           {"high", Confidence::High}},
                                          Out);
  if (!Reports || !MinConfidence)
    return std::nullopt;

  Result.Program = Argv[0];
  Result.CompilerArgs = std::move(CompilerArgs);
  Result.Paths = P.Paths;
  Result.BuildPath = P.BuildPath;
  Result.ExtraArgs = P.ExtraArgs;
  Result.ExtraArgsBefore = P.ExtraArgsBefore;
  Result.Checks = given(P.Checks);
  Result.WarningsAsErrors = given(P.WarningsAsErrors);
  Result.HeaderFilter = given(P.HeaderFilter);
  Result.ExcludeHeaderFilter = given(P.ExcludeHeaderFilter);
  Result.Config = given(P.Config);
  Result.ConfigFile = given(P.ConfigFile);
  if (P.MinConfidence.getNumOccurrences())
    Result.MinConfidence = MinConfidence;
  Result.BaselineFile = given(P.BaselineFile);
  Result.WriteBaseline = given(P.WriteBaseline);
  Result.PruneBaseline = P.PruneBaseline;
  Result.DiffBase = given(P.DiffBase);
  Result.ReportUnusedNoLint = P.ReportUnusedNoLint;
  Result.ShowSuppressed = P.ShowSuppressed;
  Result.AddNoLint = given(P.AddNoLint);
  Result.LineFilter = given(P.LineFilter);
  Result.Reports = *Reports;
  if (P.UseColor != cl::BOU_UNSET)
    Result.UseColor = P.UseColor == cl::BOU_TRUE;
  Result.Quiet = P.Quiet;
  Result.Watch = P.Watch;
  Result.Fix = P.Fix;
  Result.Diff = P.Diff;
  Result.ExportFixes = P.ExportFixes;
  Result.ExplainFix = P.ExplainFix;
  Result.ListChecks = P.ListChecks;
  Result.DumpConfig = P.DumpConfig;
  Result.VerifyConfig = P.VerifyConfig;
  Result.CrashIn = P.CrashIn;
  Result.EmitIR = P.EmitIR;
  Result.EmitSummary = given(P.EmitSummary);
  Result.DependencyFile = given(P.DependencyFile);
  Result.Link = P.Link;
  Result.NoSkip = P.NoSkip;
  Result.NoShare = P.NoShare;
  Result.NoCache = P.NoCache;
  Result.CacheDir = given(P.CacheDir);
  Result.EmitProgram = P.EmitProgram;
  Result.Explain = given(P.Explain);
  Result.Statistics = P.Statistics;
  Result.Stats = P.Stats;
  Result.Profile = P.Profile;
  Result.ExplainConfig = P.ExplainConfig;
  if (P.Generate.getNumOccurrences()) {
    raw_string_ostream OS(Result.Answer.emplace());
    if (!generate(OS, P.Generate, P.groups())) {
      Out.error("nothing called '" + P.Generate +
                "' can be generated (there are man, bash, zsh, fish)");
      return std::nullopt;
    }
  }
  return Result;
}

} // namespace cotidy
