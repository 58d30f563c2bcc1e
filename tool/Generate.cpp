//===- Generate.cpp - Manual page and completions -------------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionTable.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace cotidy {

/// \p Text with \p Escape before each of \p Special.
static std::string escaped(StringRef Text, StringRef Special,
                           StringRef Escape) {
  std::string Result;
  for (char C : Text) {
    if (Special.contains(C))
      Result += Escape;
    Result += C;
  }
  return Result;
}

/// Between single quotes of a POSIX shell.
static std::string shellText(StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Result;
}

/// A line of a manual; at its start a dot or quote would be a request.
static std::string roff(StringRef Text) {
  const bool Guarded = Text.starts_with(".") || Text.starts_with("'");
  return (Guarded ? "\\&" : "") + escaped(escaped(Text, "\\", "\\"), "-", "\\");
}

static void manPage(raw_ostream &OS, ArrayRef<OptionGroup> Groups) {
  OS << ".TH COTIDY 1 \"\" \"cotidy " COTIDY_VERSION "\" \"User Commands\"\n"
        ".SH NAME\ncotidy \\- find state that C++20 coroutines share wrongly\n"
        ".SH SYNOPSIS\n.B cotidy\n[OPTION]... \\-p BUILD [FILE|FOLDER]...\n"
        ".br\n.B cotidy\n[OPTION]... FILE... \\-\\- COMPILE\\-ARGUMENT...\n"
        ".SH DESCRIPTION\nLints C++ files, linked to one program: what a "
        "function in another file does is known, and the way there is shown. "
        "Without a file it lints all that the compilation database lists; a "
        "folder stands for the files below it. Configuration comes from "
        ".I .clang\\-tidy\nfiles, and NOLINT comments are clang\\-tidy's.\n"
        ".SH OPTIONS\n";
  for (const OptionGroup &Group : Groups) {
    OS << ".SS " << roff(Group.Title) << '\n';
    for (const ShownOption &Option : Group.Options)
      OS << ".TP\n.B " << roff(Option.usage()) << '\n'
         << roff(Option.Help) << '\n';
  }
  OS << ".SH EXIT STATUS\n.TP\n0\nnothing found\n.TP\n1\nfindings\n.TP\n2\n"
        "wrong usage, or a file that could not be analysed; the others are\n"
        ".SH FILES\n.TP\n.I .clang\\-tidy\nthe configuration of the files "
        "beside and below it\n.TP\n.I compile_commands.json\nthe compilation "
        "database\n.SH SEE ALSO\n.BR clang\\-tidy (1)\n";
}

static void bash(raw_ostream &OS, ArrayRef<OptionGroup> Groups) {
  OS << R"(# bash completions of cotidy
_cotidy() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local option='' before=''
  COMPREPLY=()
  # Where '=' parts words, the option is one or two words back.
  if [[ $cur == = ]]; then
    option=$prev cur=''
  elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} before=${cur%%=*}= cur=${cur#*=}
  elif [[ $prev == -? ]]; then
    option=$prev
  fi
  case $option in
)";
  std::string Names;
  for (const OptionGroup &Group : Groups)
    for (const ShownOption &Option : Group.Options) {
      Names += (Names.empty() ? "" : " ") + Option.dashed();
      if (Option.Takes != ShownOption::None && !Option.ValueOptional &&
          Option.Name.size() > 1)
        Names += '=';
      StringRef Action;
      switch (Option.Takes) {
      case ShownOption::None:
        continue;
      case ShownOption::Text:
        Action = "return";
        break;
      case ShownOption::File:
        Action = "mapfile -t COMPREPLY < <(compgen -f -P \"$before\" -- "
                 "\"$cur\"); compopt -o filenames; return";
        break;
      case ShownOption::Folder:
        Action = "mapfile -t COMPREPLY < <(compgen -d -P \"$before\" -- "
                 "\"$cur\"); compopt -o filenames; return";
        break;
      case ShownOption::Choice:
        OS << "  " << Option.dashed()
           << ") mapfile -t COMPREPLY < <(compgen -W '"
           << join(Option.Choices, " ")
           << "' -P \"$before\" -- \"$cur\"); return ;;\n";
        continue;
      }
      OS << "  " << Option.dashed() << ") " << Action << " ;;\n";
    }
  OS << "  esac\n  if [[ $cur == -* ]]; then\n"
        "    mapfile -t COMPREPLY < <(compgen -W '"
     << Names << R"(' -- "$cur")
    [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    compopt -o filenames
  fi
}
complete -F _cotidy cotidy
)";
}

static void zsh(raw_ostream &OS, ArrayRef<OptionGroup> Groups) {
  OS << "#compdef cotidy\n\n_arguments -S \\\n";
  for (const OptionGroup &Group : Groups)
    for (const ShownOption &Option : Group.Options) {
      std::string Spec = Option.dashed();
      if (Option.Takes != ShownOption::None && Option.Name.size() > 1)
        Spec += Option.ValueOptional ? "=-" : "=";
      Spec += "[" + escaped(Option.Help, "[]:\\", "\\") + "]";
      const std::string Value =
          (Option.ValueOptional ? "::" : ":") + Option.ValueName + ":";
      switch (Option.Takes) {
      case ShownOption::None:
        break;
      case ShownOption::Text:
        Spec += Value + " ";
        break;
      case ShownOption::File:
        Spec += Value + "_files";
        break;
      case ShownOption::Folder:
        Spec += Value + "_files -/";
        break;
      case ShownOption::Choice:
        Spec += Value + "(" + join(Option.Choices, " ") + ")";
        break;
      }
      const bool Repeats = Option.Name == "format" || Option.Name == "output" ||
                           StringRef(Option.Name).starts_with("extra-arg");
      OS << "  " << (Repeats ? "'*" : "'") << shellText(Spec) << "' \\\n";
    }
  OS << "  '*:file:_files'\n";
}

static void fish(raw_ostream &OS, ArrayRef<OptionGroup> Groups) {
  OS << "# fish completions of cotidy\n";
  for (const OptionGroup &Group : Groups)
    for (const ShownOption &Option : Group.Options) {
      OS << "complete -c cotidy " << (Option.Name.size() == 1 ? "-s " : "-l ")
         << Option.Name;
      switch (Option.Takes) {
      case ShownOption::None:
        break;
      case ShownOption::Text:
        OS << (Option.ValueOptional ? "" : " -x");
        break;
      case ShownOption::File:
        OS << " -r -F";
        break;
      case ShownOption::Folder:
        OS << " -x -a '(__fish_complete_directories)'";
        break;
      case ShownOption::Choice:
        OS << " -x -a '" << join(Option.Choices, " ") << "'";
        break;
      }
      OS << " -d '" << escaped(Option.Help, "'\\", "\\") << "'\n";
    }
}

bool generate(raw_ostream &OS, StringRef Kind, ArrayRef<OptionGroup> Groups) {
  auto *Write = Kind == "man"    ? manPage
                : Kind == "bash" ? bash
                : Kind == "zsh"  ? zsh
                : Kind == "fish" ? fish
                                 : nullptr;
  if (Write)
    Write(OS, Groups);
  return Write;
}

} // namespace cotidy
