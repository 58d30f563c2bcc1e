//===- Inputs.cpp - Which files, with which commands ----------------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"
#include "Arguments.h"
#include "CommandLine.h"
#include "Database.h"
#include "Messages.h"
#include "RelativePaths.h"
#include "clang/Driver/Types.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace clang::tooling;

namespace cotidy {

static bool isBelow(StringRef File, StringRef Folder) {
  return File.consume_front(Folder) &&
         (Folder.ends_with("/") || File.starts_with("/"));
}

/// C, C++, Objective-C and their preprocessed forms: no assembly, no resources.
static bool isSource(StringRef File) {
  StringRef Extension = sys::path::extension(File).drop_front();
  clang::driver::types::ID Type =
      clang::driver::types::lookupTypeForExtension(Extension);
  return clang::driver::types::isAcceptedByClang(Type) &&
         clang::driver::types::isDerivedFromC(Type);
}

namespace {

class Collector {
public:
  Collector(const CommandLine &Line, Messages &Out)
      : Known(Line, Out), Out(Out) {}

  void addFile(StringRef Path);
  void addFolder(StringRef Path);
  void addWholeDatabase();
  std::vector<Input> take() { return std::move(Inputs); }

private:
  void add(StringRef File, const Database &From);
  void addAll(const Database &From, StringRef Below);
  void lookForCompiler(const Input &In, const Database &From);

  Databases Known;
  Messages &Out;
  StringSet<> Seen, Missing;
  StringMap<bool> Compilers, Folders; ///< by name or path: is it there?
  std::vector<Input> Inputs;
};

void Collector::lookForCompiler(const Input &In, const Database &From) {
  if (!From.NamesCompilers)
    return;
  const StringRef Compiler = In.Arguments.front();
  const bool OfPath = sys::path::has_parent_path(Compiler);
  const auto [It, New] = Compilers.try_emplace(
      OfPath ? absolutePath(Compiler, In.Directory) : Compiler.str());
  if (!New)
    return;
  It->second = OfPath ? sys::fs::exists(It->getKey())
                      : bool(sys::findProgramByName(Compiler));
  if (!It->second && Missing.insert(Compiler).second)
    Out.warning(
        "the compiler '" + Compiler + "' that '" + From.Path +
        "' names is not there; its files are read as Clang reads them, and "
        "may lack that compiler's own headers");
}

void Collector::add(StringRef File, const Database &From) {
  if (!Seen.insert(File).second)
    return;
  std::vector<Arguments> Commands;
  bool Unusable = false;
  for (const CompileCommand &C : From.Commands->getCompileCommands(File)) {
    if (C.CommandLine.empty())
      continue;
    Input In;
    In.Directory = absolutePath(C.Directory);
    In.File = absolutePath(C.Filename, In.Directory);
    In.Arguments = withoutOutputs(C.CommandLine, C.Filename);
    In.Database = From.Path;
    if (is_contained(Commands, In.Arguments))
      continue;
    lookForCompiler(In, From);
    const auto [Folder, New] = Folders.try_emplace(In.Directory);
    if (New)
      Folder->second = sys::fs::is_directory(In.Directory);
    if (!Folder->second) {
      Out.error("the folder '" + In.Directory + "', where '" + From.Path +
                "' compiles '" + File +
                "', is not there; make the database anew");
      continue;
    }
    Commands.push_back(In.Arguments);
    Inputs.push_back(std::move(In));
  }
  if (Commands.empty() && !Unusable)
    Out.error(
        "'" + From.Path + "' has no command for '" + File +
            "'; make it anew, or give the compiler's arguments after '--'",
        File);
}

void Collector::addAll(const Database &From, StringRef Below) {
  std::vector<std::string> Files;
  for (const std::string &File : From.Commands->getAllFiles())
    if (std::string Path = absolutePath(File);
        isSource(Path) && isBelow(Path, Below))
      Files.push_back(Path);
  llvm::sort(Files);
  for (const std::string &File : Files) {
    if (sys::fs::exists(File))
      add(File, From);
    else if (Seen.insert(File).second)
      Out.error("'" + File + "', which '" + From.Path +
                    "' lists, is not there; make the database anew",
                File);
  }
  if (Files.empty())
    Out.error("'" + From.Path + "' lists no file" +
              (Below == "/" ? "" : " below '" + Below + "'"));
}

void Collector::addFile(StringRef Path) {
  std::string File = absolutePath(Path);
  if (!sys::fs::exists(File)) {
    Out.error("'" + Path + "' is not there", File);
    return;
  }
  if (const Database *D = Known.forPath(File))
    add(File, *D);
}

void Collector::addFolder(StringRef Path) {
  std::string Folder = absolutePath(Path);
  if (Known.isFixed())
    Out.error("'" + Path +
              "' is a folder, and without a compilation database its files "
              "are not known; name them, or leave out '--'");
  else if (const Database *D = Known.forPath(Folder))
    addAll(*D, Folder);
}

void Collector::addWholeDatabase() {
  if (const Database *D = Known.forPath(""))
    addAll(*D, "/");
}

} // namespace

std::vector<Input> collectInputs(const CommandLine &Line, Messages &Out) {
  if (Line.Paths.empty() && (Line.BuildPath.empty() || Line.CompilerArgs)) {
    Out.error("nothing to lint; give files, or -p and the folder of a "
              "compile_commands.json to lint all that it lists");
    return {};
  }
  Collector C(Line, Out);
  if (Line.Paths.empty())
    C.addWholeDatabase();
  for (const std::string &Path : Line.Paths) {
    if (sys::fs::is_directory(Path))
      C.addFolder(Path);
    else
      C.addFile(Path);
  }
  return C.take();
}

} // namespace cotidy
