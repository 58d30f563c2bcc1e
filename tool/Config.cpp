//===- Config.cpp - What holds for which file -----------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Config.h"
#include "CheckLists.h"
#include "CommandLine.h"
#include "Compat.h"
#include "Messages.h"
#include "NoLints.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "clang-tidy/GlobList.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace clang::tidy;

namespace cotidy {

static std::vector<StringRef> checkNames() {
  std::vector<StringRef> Names;
  for (const Rule &R : rules())
    Names.push_back(R.Name);
  return Names;
}

/// What an "unknown key 'Cheks'" might have been.
static std::string nearKey(StringRef Complaint) {
  if (!Complaint.consume_front("unknown key '"))
    return "";
  return didYouMean(Complaint.split('\'').first,
                    {"Checks", "WarningsAsErrors", "HeaderFilterRegex",
                     "ExcludeHeaderFilterRegex", "CheckOptions", "ExtraArgs",
                     "ExtraArgsBefore", "InheritParentConfig", "UseColor",
                     "SystemHeaders", "FormatStyle", "User",
                     "HeaderFileExtensions", "ImplementationFileExtensions"});
}

static ErrorOr<ClangTidyOptions> readConfiguration(MemoryBufferRef Text,
                                                   Messages &Out) {
  bool Said = false;
  ErrorOr<ClangTidyOptions> Read =
      parseConfigurationWithDiags(Text, [&](const SMDiagnostic &D) {
        if (std::exchange(Said, true))
          return;
        Out.error("'" + Text.getBufferIdentifier() +
                  "' is not a configuration: " + Twine(D.getLineNo()) + ":" +
                  Twine(D.getColumnNo() + 1) + ": " + D.getMessage() +
                  nearKey(D.getMessage()));
      });
  if (Read || Said)
    return Read ? *Read : ClangTidyOptions();
  Out.error("'" + Text.getBufferIdentifier() +
            "' is not a configuration: " + Read.getError().message());
  return ClangTidyOptions();
}

static ClangTidyOptions defaults() {
  ClangTidyOptions Options = ClangTidyOptions::getDefaults();
  Options.Checks = "coro-*";
  Options.WarningsAsErrors = "";
  Options.HeaderFilterRegex = ".*";
  Options.ExcludeHeaderFilterRegex = "";
  return Options;
}

static ClangTidyOptions fromCommandLine(const CommandLine &Line) {
  ClangTidyOptions Options;
  Options.Checks = Line.Checks;
  Options.WarningsAsErrors = Line.WarningsAsErrors;
  Options.HeaderFilterRegex = Line.HeaderFilter;
  Options.ExcludeHeaderFilterRegex = Line.ExcludeHeaderFilter;
  Options.UseColor = Line.UseColor;
  return Options;
}

namespace {

/// .clang-tidy files, whose mistakes are said in our words.
class TidyFiles : public FileOptionsProvider {
public:
  TidyFiles(const ClangTidyOptions &Overrides, Messages &Out)
      : FileOptionsProvider(ClangTidyGlobalOptions(), defaults(), Overrides) {
    ConfigHandlers = {{".clang-tidy", [&Out](MemoryBufferRef Buffer) {
                         return readConfiguration(Buffer, Out);
                       }}};
  }
};

} // namespace

Config::Config(const CommandLine &Line, Messages &Out) : Line(Line), Out(Out) {
  std::unique_ptr<MemoryBuffer> Text;
  if (Line.ConfigFile) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> File =
        MemoryBuffer::getFile(*Line.ConfigFile);
    if (File)
      Text = std::move(*File);
    else
      Out.error("cannot read the configuration '" + *Line.ConfigFile +
                "': " + File.getError().message());
  } else if (Line.Config && !Line.Config->empty()) {
    Text = MemoryBuffer::getMemBuffer(*Line.Config, "--config");
  }
  if (Text)
    Provider = std::make_unique<ConfigOptionsProvider>(
        ClangTidyGlobalOptions(), defaults(), *readConfiguration(*Text, Out),
        fromCommandLine(Line));
  else
    Provider = std::make_unique<TidyFiles>(fromCommandLine(Line), Out);
  verify(fromCommandLine(Line),
         ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption);
  if (Line.Checks && none_of(checkNames(), [&](StringRef Name) {
        return GlobList("coro-*," + *Line.Checks).contains(Name);
      }))
    Out.error("'--checks=" + *Line.Checks + "' leaves no check enabled");
}

Config::~Config() = default;

void Config::lookForUnreadable(StringRef File) {
  for (StringRef Folder = sys::path::parent_path(File); !Folder.empty();
       Folder = sys::path::parent_path(Folder)) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, ".clang-tidy");
    if (!sys::fs::is_regular_file(Path))
      continue;
    ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(Path);
    if (Text)
      return;
    if (Verified.insert(std::string(Path)).second)
      Out.error("cannot read the configuration '" + Path +
                "': " + Text.getError().message());
  }
}

ClangTidyOptions Config::merged(StringRef File) {
  if (!Line.Config && !Line.ConfigFile)
    lookForUnreadable(File);
  ClangTidyOptions Result;
  unsigned Order = 0;
  for (auto &[Source, Name] : Provider->getRawOptions(File)) {
    bool FromFile =
        Order &&
        Name !=
            ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption;
    if (FromFile && Verified.insert(Name).second)
      verify(Source, Name);
    if (FromFile && Source.Checks)
      Source.Checks = keepOurChecks(*Source.Checks);
    Result.mergeWith(Source, Order++);
  }
  return Result;
}

void Config::verify(const ClangTidyOptions &Source, StringRef Name) {
  bool FromLine =
      Name == ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption;
  std::string Where = FromLine ? "" : (" in " + Name).str();
  auto VerifyList = [&](StringRef List, ArrayRef<StringRef> Names) {
    for (const CheckGlob &Glob : checkGlobs(List))
      if ((Glob.isOurs() || isSlip(Glob.Text, Names) ||
           (FromLine && !Glob.Text.contains('*'))) &&
          !Glob.matchesOurs() && !is_contained(Names, Glob.Text))
        Out.error("unknown check '" + Glob.Text + "'" + Where +
                  didYouMean(Glob.Text, Names) + " (--list-checks lists all)");
  };
  std::vector<StringRef> Names = checkNames();
  VerifyList(Source.Checks.value_or(""), Names);
  Names.push_back(UnusedNoLint);
  VerifyList(Source.WarningsAsErrors.value_or(""), Names);
  std::vector<StringRef> Known;
  for (const OptionSpec &Spec : optionSpecs())
    Known.push_back(Spec.Name);
  for (const auto &Entry : Source.CheckOptions) {
    auto [Check, Option] = Entry.getKey().split('.');
    if (Option.empty() && isSlip(Check, Known))
      Out.error("unknown option '" + Check + "'" + Where +
                didYouMean(Check, Known));
    if (!Check.starts_with("coro-") && !isSlip(Check, checkNames()))
      continue;
    if (!is_contained(checkNames(), Check))
      Out.error("option '" + Entry.getKey() + "' of an unknown check" + Where +
                didYouMean(Check, checkNames()));
    else if (!is_contained(Known, Option))
      Out.error("unknown option '" + Entry.getKey() + "'" + Where +
                didYouMean(Option, Known) + " (--explain=" + Check +
                " lists all)");
  }
}

/// As clang-tidy's checks read an option: a check's own or the global one,
/// whichever is set closer to the file.
static std::optional<std::string> lookUp(const ClangTidyOptions::OptionMap &Map,
                                         StringRef Check, StringRef Option) {
  auto Own = Map.find((Check + "." + Option).str()), Global = Map.find(Option);
  if (Own != Map.end() &&
      (Global == Map.end() || Own->second.Priority >= Global->second.Priority))
    return Own->second.Value;
  if (Global != Map.end())
    return Global->second.Value;
  return std::nullopt;
}

FileConfig Config::make(const ClangTidyOptions &Merged) {
  FileConfig Result;
  GlobList Enabled(Merged.Checks.value_or("")),
      Errors(Merged.WarningsAsErrors.value_or(""));
  if (Errors.contains(UnusedNoLint))
    Result.Errors.insert(UnusedNoLint);
  for (StringRef Check : checkNames()) {
    if (Enabled.contains(Check))
      Result.Checks.insert(Check.str());
    if (Errors.contains(Check))
      Result.Errors.insert(Check.str());
    Options &O = Result.Settings.emplace(Check, defaultOptions()).first->second;
    for (const OptionSpec &Spec : optionSpecs()) {
      std::optional<std::string> Value =
          lookUp(Merged.CheckOptions, Check, Spec.Name);
      if (Value && !Spec.Set(O, *Value) &&
          Verified.insert(Spec.Name + *Value).second)
        Out.error(Twine("invalid value '") + *Value + "' of option '" +
                  Spec.Name + "': " + Spec.Help);
    }
    O.MinConfidence = Line.MinConfidence.value_or(O.MinConfidence);
  }
  Result.HeaderFilter = Merged.HeaderFilterRegex.value_or("");
  Result.ExcludeHeaderFilter = Merged.ExcludeHeaderFilterRegex.value_or("");
  for (const std::string &Pattern :
       {Result.HeaderFilter, Result.ExcludeHeaderFilter})
    if (std::string Why; !Pattern.empty() && !Regex(Pattern).isValid(Why) &&
                         Verified.insert("regex " + Pattern).second)
      Out.error(Twine("'") + Pattern + "' is no regular expression: " + Why);
  Result.Edits.Before = Merged.ExtraArgsBefore.value_or(Arguments());
  Result.Edits.After = Merged.ExtraArgs.value_or(Arguments());
  Result.Edits.Removed = removedArgs(Merged);
  append_range(Result.Edits.Before, Line.ExtraArgsBefore);
  append_range(Result.Edits.After, Line.ExtraArgs);
  Result.UseColor = Merged.UseColor;
  return Result;
}

const FileConfig &Config::forFile(StringRef File) {
  std::string Folder = sys::path::parent_path(File).str();
  auto It = ByFolder.find(Folder);
  if (It == ByFolder.end())
    It = ByFolder.emplace(Folder, make(merged(File))).first;
  return It->second;
}

std::string Config::dump(StringRef File) {
  ClangTidyOptions Options = merged(File);
  FileConfig Values = make(Options);
  Options.CheckOptions.clear();
  for (const std::string &Check : Values.Checks)
    for (const OptionSpec &Spec : optionSpecs())
      Options.CheckOptions[Check + "." + Spec.Name] =
          StringRef(Spec.Get(Values.Settings[Check]));
  return configurationAsText(Options);
}

/// A source's name as the user knows it.
static std::string sourceName(StringRef Name, const CommandLine &Line) {
  if (Name == ClangTidyOptionsProvider::OptionsSourceTypeDefaultBinary)
    return "the defaults";
  if (Name ==
      ClangTidyOptionsProvider::OptionsSourceTypeConfigCommandLineOption)
    return Line.ConfigFile ? *Line.ConfigFile : "--config";
  if (Name == ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption)
    return "the command line";
  return Name.str();
}

std::string Config::explain(StringRef File) {
  const ClangTidyOptions All = merged(File);
  const FileConfig Values = make(All);
  std::string Text;
  raw_string_ostream OS(Text);
  std::vector<std::pair<ClangTidyOptions, std::string>> Sources;
  for (auto &[Source, Name] : Provider->getRawOptions(File)) {
    if (Source.Checks &&
        Name != ClangTidyOptionsProvider::OptionsSourceTypeDefaultBinary)
      Source.Checks = keepOurChecks(*Source.Checks);
    Sources.emplace_back(Source, sourceName(Name, Line));
  }
  for (StringRef Check : checkNames()) {
    std::string By = "the defaults";
    for (const auto &[Source, Name] : Sources) {
      const std::string List = Source.Checks.value_or("");
      for (const CheckGlob &Glob : checkGlobs(List))
        if (GlobList(Glob.Text).contains(Check))
          By = Name;
    }
    const bool Enabled = Values.Checks.contains(Check.str());
    OS << "'" << Check << "' is " << (Enabled ? "enabled" : "disabled")
       << " by " << By << '\n';
    if (!Enabled)
      continue;
    const Options &Its = Values.Settings.at(Check.str());
    for (const OptionSpec &Spec : optionSpecs()) {
      const std::string Value = Spec.Get(Its);
      if (Value == Spec.Get(defaultOptions()))
        continue;
      std::string SetBy = "the command line";
      for (const auto &[Source, Name] : Sources)
        if (lookUp(Source.CheckOptions, Check, Spec.Name))
          SetBy = Name;
      if (StringRef(Spec.Name) == "MinConfidence" && Line.MinConfidence)
        SetBy = "the command line";
      OS << "  " << Spec.Name << " is '" << Value << "' by " << SetBy << '\n';
    }
  }
  return Text;
}

} // namespace cotidy
