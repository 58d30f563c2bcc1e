//===- Database.cpp - Compilation databases, found and read ---------------===//
//
// Part of cotidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Database.h"
#include "CommandLine.h"
#include "Messages.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang::tooling;

namespace cotidy {

static constexpr char JsonName[] = "compile_commands.json";
static constexpr char FlagsName[] = "compile_flags.txt";

static std::string inFolder(StringRef Folder, StringRef A,
                            const Twine &B = Twine()) {
  SmallString<256> Path(Folder);
  sys::path::append(Path, A, B);
  return std::string(Path);
}

static std::string nearest(StringRef Folder) {
  for (; !Folder.empty(); Folder = sys::path::parent_path(Folder))
    for (const std::string &Candidate :
         {inFolder(Folder, JsonName), inFolder(Folder, "build", JsonName),
          inFolder(Folder, FlagsName)})
      if (sys::fs::exists(Candidate))
        return Candidate;
  return "";
}

static std::unique_ptr<CompilationDatabase> afterDashes(const CommandLine &Line,
                                                        std::string &Error) {
  std::vector<const char *> Argv = {"cotidy", "--"};
  for (const std::string &Arg : *Line.CompilerArgs)
    Argv.push_back(Arg.c_str());
  int Argc = Argv.size();
  return FixedCompilationDatabase::loadFromCommandLine(Argc, Argv.data(),
                                                       Error);
}

static std::unique_ptr<CompilationDatabase> load(const std::string &File,
                                                 std::string &Error) {
  if (sys::path::filename(File) == FlagsName)
    return FixedCompilationDatabase::loadFromFile(File, Error);
  std::unique_ptr<CompilationDatabase> Json =
      JSONCompilationDatabase::loadFromFile(File, Error,
                                            JSONCommandLineSyntax::AutoDetect);
  if (!Json)
    return nullptr;
  return inferTargetAndDriverMode(inferMissingCompileCommands(
      expandResponseFiles(std::move(Json), vfs::getRealFileSystem())));
}

Databases::Databases(const CommandLine &Line, Messages &Out) : Out(Out) {
  if (Line.CompilerArgs) {
    Fixed = true;
    std::string Error;
    Database &D = Read[""];
    D.NamesCompilers = false;
    D.Commands = afterDashes(Line, Error);
    if (!D.Commands)
      Out.error("the compiler's arguments after '--' cannot be used: " + Error);
  } else if (!Line.BuildPath.empty()) {
    Named = Line.BuildPath;
    if (sys::fs::is_directory(Named)) {
      Named = inFolder(Line.BuildPath, JsonName);
      if (!sys::fs::exists(Named) &&
          sys::fs::exists(inFolder(Line.BuildPath, FlagsName)))
        Named = inFolder(Line.BuildPath, FlagsName);
    }
  }
}

Databases::~Databases() = default;

const Database *Databases::read(const std::string &File) {
  auto [It, New] = Read.try_emplace(File);
  Database &D = It->second;
  if (!New)
    return D.Commands ? &D : nullptr;
  D.Path = File;
  if (!sys::fs::exists(File)) {
    Out.error("there is no compilation database '" + File +
                  "'; make one (with CMake, "
                  "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON) or name "
                  "another folder with -p",
              File);
    return nullptr;
  }
  std::string Error;
  D.NamesCompilers = sys::path::filename(File) != FlagsName;
  D.Commands = load(File, Error);
  if (D.Commands)
    return &D;
  Out.error("'" + File + "' cannot be used as a compilation database: " +
                StringRef(Error).trim().rtrim('.') + "; make it anew",
            File);
  return nullptr;
}

const Database *Databases::forPath(StringRef Path) {
  if (Fixed) {
    const Database &D = Read[""];
    return D.Commands ? &D : nullptr;
  }
  if (!Named.empty())
    return read(Named);
  std::string Folder(
      sys::fs::is_directory(Path) ? Path : sys::path::parent_path(Path));
  auto [It, New] = NearestTo.try_emplace(Folder);
  if (New) {
    It->second = nearest(Folder);
    if (It->second.empty())
      Out.error("no compile_commands.json in '" + Folder +
                "' nor in a folder above it; give its folder with -p, or the "
                "compiler's arguments after '--'");
  }
  return It->second.empty() ? nullptr : read(It->second);
}

} // namespace cotidy
