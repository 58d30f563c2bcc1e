//===- Queries.cpp - What cotidy answers instead of linting ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Queries.h"
#include "CommandLine.h"
#include "Config.h"
#include "DocPages.h"
#include "Messages.h"
#include "OptionTable.h"
#include "RelativePaths.h"
#include "rules/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// The files whose configuration is meant; without any, one of this folder.
/// What stands in no folder is named in \p Out.
static std::vector<std::string> filesMeant(const CommandLine &Line,
                                           Messages &Out) {
  std::vector<std::string> Files;
  for (StringRef Path : Line.Paths) {
    SmallString<256> File(absolutePath(Path));
    if (sys::fs::is_directory(File))
      sys::path::append(File, "file.cpp");
    if (sys::fs::is_directory(sys::path::parent_path(File)))
      Files.emplace_back(File);
    else
      Out.error("there is no folder '" + sys::path::parent_path(Path) +
                "' whose configuration could hold for '" + Path + "'");
  }
  if (Line.Paths.empty()) {
    Files.push_back(absolutePath("file.cpp"));
  }
  return Files;
}

static void explain(raw_ostream &OS, StringRef Name, bool Color,
                    Messages &Out) {
  std::vector<StringRef> Names;
  for (const Rule &R : rules()) {
    Names.push_back(R.Name);
    if (R.Name != Name)
      continue;
    StringRef Page = docPage(Name);
    showMarkdown(OS, Page.empty() ? R.Help : Page, Color);
    OS << "\nCheckOptions, as '" << R.Name
       << ".NAME' or, for every check, 'NAME':\n\n";
    Options Defaults = defaultOptions();
    for (const OptionSpec &Spec : optionSpecs()) {
      OS << "  " << Spec.Name << ": ";
      wrap(OS, Spec.Help, /*Indent=*/6, 4 + StringRef(Spec.Name).size());
      OS << "      default: ";
      wrap(OS, "'" + Spec.Get(Defaults) + "'", /*Indent=*/6, /*Column=*/15);
    }
    OS << '\n' << helpUri(R.Name) << '\n';
    return;
  }
  Out.error("unknown check '" + Name + "'" + didYouMean(Name, Names) +
            " (--list-checks lists all)");
}

static void listChecks(raw_ostream &OS, const std::vector<std::string> &Files,
                       Config &Configuration) {
  std::set<std::string> Enabled;
  for (const std::string &File : Files)
    Enabled.insert(Configuration.forFile(File).Checks.begin(),
                   Configuration.forFile(File).Checks.end());
  OS << "Enabled checks:\n";
  for (const Rule &R : rules()) {
    if (!Enabled.contains(R.Name))
      continue;
    OS << "    " << R.Name << '\n';
    OS.indent(8);
    wrap(OS, R.Summary, /*Indent=*/8, /*Column=*/8);
  }
}

bool answer(raw_ostream &OS, const CommandLine &Line, Config &Configuration,
            bool Color, Messages &Out) {
  if (Line.Answer) {
    OS << *Line.Answer;
    return true;
  }
  if (Line.Explain) {
    explain(OS, *Line.Explain, Color, Out);
    return true;
  }
  if (!Line.ExplainConfig && !Line.ListChecks && !Line.DumpConfig &&
      !Line.VerifyConfig)
    return false;
  const std::vector<std::string> Files = filesMeant(Line, Out);
  if (!Out.errors().empty())
    return true;
  if (Line.ExplainConfig) {
    OS << Configuration.explain(Files.front());
  } else if (Line.ListChecks) {
    listChecks(OS, Files, Configuration);
  } else if (Line.DumpConfig) {
    OS << Configuration.dump(Files.front());
  } else {
    for (const std::string &File : Files)
      Configuration.forFile(File);
    if (Out.errors().empty())
      OS << "No config errors detected.\n";
  }
  return true;
}

} // namespace cotidy
