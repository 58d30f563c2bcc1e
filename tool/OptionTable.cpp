//===- OptionTable.cpp - The command line's options, to show --------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionTable.h"
#include "Formats.h"
#include "rules/Rules.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

std::string ShownOption::usage() const {
  const std::string Value = StringRef(ValueName).upper();
  if (Takes == None)
    return dashed();
  if (Name.size() == 1)
    return dashed() + " " + Value;
  return dashed() + (ValueOptional ? "[=" + Value + "]" : "=" + Value);
}

static ShownOption shown(StringRef Name, StringRef ValueName, StringRef Help) {
  ShownOption Result;
  Result.Name = Name.str();
  Result.ValueName = ValueName.str();
  Result.Help = Help.str();
  return Result;
}

static ShownOption shown(const cl::Option &O) {
  ShownOption Result = shown(O.ArgStr, O.ValueStr, O.HelpStr);
  if (O.ValueStr.empty())
    return Result;
  Result.ValueOptional = O.getValueExpectedFlag() == cl::ValueOptional;
  Result.Takes = O.ValueStr == "file"     ? ShownOption::File
                 : O.ValueStr == "folder" ? ShownOption::Folder
                                          : ShownOption::Text;
  if (O.ArgStr == "format")
    for (const ReportFormat &F : reportFormats())
      Result.Choices.push_back(F.Name.str());
  else if (O.ArgStr == "explain")
    for (const Rule &R : rules())
      Result.Choices.emplace_back(R.Name);
  else if (O.ArgStr == "min-confidence")
    Result.Choices = {"low", "medium", "high"};
  else if (O.ArgStr == "generate")
    Result.Choices = {"man", "bash", "zsh", "fish"};
  if (!Result.Choices.empty())
    Result.Takes = ShownOption::Choice;
  return Result;
}

std::vector<OptionGroup>
optionGroups(ArrayRef<cl::OptionCategory *> Categories) {
  std::vector<OptionGroup> Groups;
  for (cl::OptionCategory *Category : Categories) {
    OptionGroup &Group = Groups.emplace_back();
    Group.Title = Category->getName().str();
    for (auto &Entry : cl::getRegisteredOptions())
      if (const cl::Option &O = *Entry.second;
          O.Categories.front() == Category && !O.ArgStr.empty() &&
          O.getOptionHiddenFlag() == cl::NotHidden)
        Group.Options.push_back(shown(O));
  }
  for (auto [Name, Help] :
       {std::pair("help", "show this"),
        std::pair("version", "name cotidy, LLVM and the checks")})
    Groups.back().Options.push_back(shown(Name, "", Help));
  for (OptionGroup &Group : Groups)
    llvm::sort(Group.Options, [](const ShownOption &A, const ShownOption &B) {
      return A.Name < B.Name;
    });
  return Groups;
}

void wrap(raw_ostream &OS, StringRef Text, unsigned Indent, unsigned Column,
          unsigned Width) {
  bool LineStarts = true;
  SmallVector<StringRef> Words;
  Text.split(Words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    if (!LineStarts && Column + 1 + Word.size() > Width) {
      OS << '\n';
      OS.indent(Indent);
      Column = Indent;
      LineStarts = true;
    }
    OS << (LineStarts ? "" : " ") << Word;
    Column += Word.size() + (LineStarts ? 0 : 1);
    LineStarts = false;
  }
  OS << '\n';
}

void printHelp(raw_ostream &OS, ArrayRef<OptionGroup> Groups) {
  OS << "cotidy finds state that C++20 coroutines share wrongly.\n\n"
        "  cotidy -p build                 every file of "
        "build/compile_commands.json\n"
        "  cotidy -p build src/a.cpp lib   one file, and all below a folder\n"
        "  cotidy a.cpp -- -std=c++20      without a compilation database\n\n"
        "Exit status: 0 nothing found, 1 findings (after --fix: findings "
        "left), 2 wrong\nusage or a file that could not be analysed.\n";
  constexpr unsigned Indent = 28;
  for (const OptionGroup &Group : Groups) {
    OS << '\n' << Group.Title << ":\n";
    for (const ShownOption &Option : Group.Options) {
      const std::string Usage = "  " + Option.usage();
      OS << Usage;
      if (Usage.size() + 2 > Indent) {
        OS << '\n';
        OS.indent(Indent);
      } else {
        OS.indent(Indent - Usage.size());
      }
      wrap(OS, Option.Help, Indent, Indent);
    }
  }
}

} // namespace cotidy
